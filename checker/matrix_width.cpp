#include "matrix_width.hpp"

#include <algorithm>

#include "bound_claim.hpp"
#include "hidden_size.hpp"

namespace checker {

std::string check_matrix_width(Fields& certificate, const Json& result, const Claim& claim,
                               const MatrixFacts& facts, const std::optional<FiniteTask>& task,
                               const std::string& partition) {
  const Json* claimed = result.find("hidden_size");
  if (claimed == nullptr) return "";
  const Json* model = claimed->find("model");
  const bool rnn = model != nullptr && model->text == "rnn";
  const char* convention = rnn ? conventions::kFromAlice : conventions::kBothKnow;
  require(!rnn || partition.find("BA") == std::string::npos,
          "result.hidden_size: Alice does not hold a prefix");
  const auto bound = std::ranges::find(claim.bounds, convention, &Bound::convention);
  require(bound != claim.bounds.end() && bound->lower,
          "result.hidden_size: no bound of the model's protocol is stated");
  ClosedForm needed{*bound->lower, std::nullopt, ""};
  needed.tokens = certificate.count("tokens");
  needed.symbols = certificate.count("symbols");
  needed.digits = facts.digits.size();
  require(needed.tokens >= 1 && needed.symbols >= 1, "tokens: none");
  if (task)
    require(needed.tokens == task->alphabets.size() &&
                needed.symbols >= *std::ranges::max_element(task->alphabets),
            "tokens: not those of the task");
  const std::string width = check_hidden_size(&certificate["hidden_size"], result, needed,
                                              rnn ? Model::rnn : Model::improved);
  if (*bound->lower > proved_bits(facts, convention)) return "hidden size NOT COVERED; ";
  return width.substr(2) + (task ? "; " : ", tokens TAKEN AS GIVEN; ");
}

}  // namespace checker
