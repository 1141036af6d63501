// A figure in the making, and how models are named in figures.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reports/figures.hpp"

namespace separatrix {

/// Series by name, in the order in which the names were first used.
class Draft {
 public:
  /// `id` becomes letters, digits and '-'. Both axes are logarithmic.
  Draft(const std::string& id, std::string title, std::string x_label, std::string y_label);

  Draft& linear_y();

  /// One more sentence for the caption; a sentence that is there already is not repeated.
  void note(const std::string& sentence);

  /// A point that is there already is not drawn twice. What is not positive has no place on a
  /// logarithmic axis and is left out.
  void add(const std::string& series, SeriesStyle style, Point point);

  /// The same for a bound from below: of two at one x the larger says more and is kept.
  void add_lower_bound(const std::string& series, Point point);

  bool empty() const { return figure_.series.empty(); }

  /// How many different x the points of `style` (of all, if none is given) have.
  std::size_t places(std::optional<SeriesStyle> style = {}) const;

  /// Least and largest x; Error if there is no point.
  std::pair<Rational, Rational> x_range() const;

  /// The points sorted, lines before marks.
  Figure finish() const;

 private:
  bool has_place(const Point& point) const;
  Series& named(const std::string& name, SeriesStyle style);

  Figure figure_;
};

/// Drafts by key, in the order in which the keys were first used.
template <class Key>
class Drafts {
 public:
  template <class Make>
  Draft& at(const Key& key, Make make) {
    for (auto& [known, draft] : drafts_)
      if (known == key) return draft;
    drafts_.emplace_back(key, make());
    return drafts_.back().second;
  }
  auto begin() { return drafts_.begin(); }
  auto end() { return drafts_.end(); }

 private:
  std::vector<std::pair<Key, Draft>> drafts_;
};

/// Certified or exhaustive: all inputs of the domain are covered.
bool verified(const Result& result);

/// "paper, random-sign (2 layers)", "lstm (recurrent)"; needs construction and measures.
std::string model_name(const Result& result);

/// The name with the domain, the arithmetic and the status.
std::string model_label(const Result& result);

/// Least width by N, curves and single bounds, one figure per task and precision, with the verified
/// models of the task beside them: at their N or, where they hold at every length, along the axis.
/// A model is shown where its numbers have no more bits than those of the bound; one of real
/// numbers in a series that says so.
void add_hidden_size_figures(const Record& record, std::vector<Figure>& figures);

/// Dimension of nearly orthogonal vectors against their number, and the lower bounds that the
/// results carry: one figure per gamma.
void add_vector_figures(const Record& record, std::vector<Figure>& figures);

}  // namespace separatrix
