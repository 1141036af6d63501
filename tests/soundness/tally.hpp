// What became of the faults of one kind.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace separatrix::soundness {

struct Tally {
  std::string kind{};
  std::string judge{};  ///< what has to find the faults
  std::uint64_t faults = 0;
  std::uint64_t refused = 0;    ///< no model or claim any more: the reader or the judge says so
  std::uint64_t same = 0;       ///< the claim stays true
  std::uint64_t open = 0;       ///< an answer so close to a threshold that the truth is not known
  std::uint64_t refuted = 0;    ///< by the argument for all inputs, or by the judge of a bound
  std::uint64_t by_runs = 0;    ///< not by the argument, but by running inputs
  std::uint64_t undecided = 0;  ///< by neither
  std::vector<std::string> survived{};        ///< passed although it is wrong: place and seed
  std::vector<std::string> wrongly_judged{};  ///< refuted by an input that does not fail
  std::map<std::string, std::uint64_t> equivalent{};  ///< those of `same` by place and change

  /// The numbers and names of another tally, added.
  void add(const Tally& other);
};

}  // namespace separatrix::soundness
