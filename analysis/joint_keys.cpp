#include "analysis/joint_keys.hpp"

namespace separatrix {

KeyCode::Sums KeyCode::decode(std::uint64_t key) const {
  const std::uint64_t model = key % models_;
  const std::uint64_t rest = key / models_;
  return {least_reference_ + rest % references_, least_model_ + unit_ * model,
          least_residual_ + rest / references_};
}

std::optional<JointKeys> joint_keys(const std::vector<DigitSums>& digits) {
  JointKeys keys;
  std::vector<const SlotSum*> sums;
  for (const DigitSums& digit : digits)
    sums.insert(sums.end(), {&digit.reference, &digit.model, &digit.residual});
  keys.groups = maximal_sets(sums);
  keys.tables.resize(keys.groups.size());
  for (const DigitSums& digit : digits) {
    const GroupedSum reference = group(digit.reference, keys.groups);
    const GroupedSum model = group(digit.model, keys.groups);
    const GroupedSum residual = group(digit.residual, keys.groups);
    KeyCode code;
    code.least_reference_ = reference.least;
    code.least_model_ = model.least;
    code.least_residual_ = residual.least;
    const Integer unit = digit.model.unit();
    code.unit_ = unit == 0 ? Integer(1) : unit;
    const Integer models = model.span / code.unit_ + 1;
    const Integer references = reference.span + 1;
    const Integer range = models * references * (residual.span + 1);
    if (range > kMostKeys) return std::nullopt;
    code.models_ = models.convert_to<std::uint64_t>();
    code.references_ = references.convert_to<std::uint64_t>();
    code.range_ = range.convert_to<std::uint64_t>();
    for (std::size_t g = 0; g < keys.groups.size(); ++g) {
      keys.tables[g].emplace_back();
      for (std::size_t w = 0; w < model.tables[g].values.size(); ++w) {
        const Integer key =
            (residual.tables[g].values[w] * references + reference.tables[g].values[w]) * models +
            model.tables[g].values[w] / code.unit_;
        keys.tables[g].back().push_back(key.convert_to<std::uint32_t>());
      }
    }
    keys.codes.push_back(std::move(code));
  }
  return keys;
}

}  // namespace separatrix
