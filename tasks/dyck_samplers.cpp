// How strings of the Dyck tasks are drawn.
//
//   paper       [BHBK24, App. H], there for Dyck-(2,2): walk (at depth k close, at depth 0 open, in
//               between one of the n opening symbols and the matching closing one, each equally
//               likely) until 2 ceil(k/2) symbols are left; close what is open; fill up with pairs.
//               With probability 1/2 corrupt j positions, j uniform in 1..N/10 (at least 1), each
//               with probability 1/2 to another type and otherwise from opening to closing and
//               back; again if the result is a member.
//   members     every member equally likely
//   uniform     every string of the domain equally likely
//   too-deep    a member but for one point, where the depth is k + 1
//   wrong-type  a member but for one closing symbol of another type
//   unfinished  ends open, at a depth of 1 (odd length: a member without its last symbol) or 2
//   (even
//               length: the last symbol opens instead of closing), faultless otherwise
//   full        (dyck-next) up to depth k at once, then now and then one or two below
#include <algorithm>

#include "tasks/dyck.hpp"

namespace separatrix {

/// The drawing functions, which read what the task keeps to itself.
struct DyckSamplers {
  static bool always(const DyckTask&, std::size_t) { return true; }
  static bool even(const DyckTask&, std::size_t length) { return length % 2 == 0; }
  static bool corruptible(const DyckTask&, std::size_t length) {
    return length % 2 == 0 && length > 0;
  }
  static bool overflows(const DyckTask& task, std::size_t length) {
    return length % 2 == 0 && length >= 2 * (task.depth() + 1);
  }
  static bool has_types(const DyckTask& task, std::size_t length) {
    return task.types() > 1 && corruptible(task, length);
  }
  static bool ends_open(const DyckTask& task, std::size_t length) {
    return length % 2 != 0 || (length > 0 && task.depth() > 1);
  }

  /// The paper's walk; continues `word`, whose open brackets are `open`.
  static void walk(const DyckTask& task, std::size_t steps, Word& word, Word& open,
                   Random& random) {
    const std::size_t n = task.types();
    for (std::size_t step = 0; step < steps; ++step) {
      const bool may_close = !open.empty();
      const std::size_t choices = (open.size() < task.depth() ? n : 0) + (may_close ? 1 : 0);
      const std::size_t choice = random.below(choices);
      if (may_close && choice == choices - 1) {
        word.push_back(n + open.back());
        open.pop_back();
      } else {
        open.push_back(choice);
        word.push_back(choice);
      }
    }
  }

  static void pair(const DyckTask& task, Word& word, Random& random) {
    const Symbol type = random.below(task.types());
    word.push_back(type);
    word.push_back(task.types() + type);
  }

  /// A member of an even length, by the paper's walk.
  static Word paper_member(const DyckTask& task, std::size_t length, Random& random) {
    const std::size_t kept = std::min(length, task.depth() + task.depth() % 2);
    Word word;
    Word open;
    walk(task, length - kept, word, open, random);
    for (; !open.empty(); open.pop_back()) word.push_back(task.types() + open.back());
    while (word.size() < length) pair(task, word, random);
    return word;
  }

  static Symbol other_type(const DyckTask& task, Symbol symbol, Random& random) {
    const std::size_t n = task.types();
    const Symbol base = symbol < n ? 0 : n;
    return base + (symbol - base + 1 + random.below(n - 1)) % n;
  }

  static Word corrupted(const DyckTask& task, const Word& member, Random& random) {
    const std::size_t n = task.types();
    for (;;) {
      Word word = member;
      const std::size_t most = std::max<std::size_t>(1, word.size() / 10);
      const std::size_t positions = 1 + random.below(most);
      std::vector<bool> taken(word.size());
      for (std::size_t done = 0; done < positions;) {
        const std::size_t at = random.below(word.size());
        if (taken[at]) continue;
        taken[at] = true;
        ++done;
        if (n > 1 && random.coin())
          word[at] = other_type(task, word[at], random);
        else
          word[at] = (word[at] + n) % (2 * n);
      }
      if (!in_dyck(word, n, task.depth())) return word;
    }
  }

  static Word paper(const DyckTask& task, std::size_t length, Random& random) {
    const Word member = paper_member(task, length, random);
    return length == 0 || random.coin() ? member : corrupted(task, member, random);
  }

  static Word members(const DyckTask& task, std::size_t length, Random& random) {
    return task.uniform(DyckDraw::End::empty).draw(length, random);
  }

  static Word uniform(const DyckTask& task, std::size_t length, Random& random) {
    Word word(length);
    for (Symbol& symbol : word) symbol = random.below(2 * task.types());
    return word;
  }

  /// A chain of brackets that rises from the depth e at a random place to k + 1 and comes back
  /// replaces e of the pairs that the chain would need from depth 0; these stand at the end.
  static Word too_deep(const DyckTask& task, std::size_t length, Random& random) {
    const std::size_t n = task.types();
    Word word = paper_member(task, length - 2 * (task.depth() + 1), random);
    const std::size_t place = random.below(word.size() + 1);
    std::size_t height = 0;
    for (std::size_t i = 0; i < place; ++i) word[i] < n ? ++height : --height;
    Word chain;
    for (std::size_t h = height; h <= task.depth(); ++h) chain.push_back(random.below(n));
    for (std::size_t i = chain.size(); i-- > 0;) chain.push_back(n + chain[i]);
    word.insert(word.begin() + static_cast<std::ptrdiff_t>(place), chain.begin(), chain.end());
    while (word.size() < length) pair(task, word, random);
    return word;
  }

  static Word wrong_type(const DyckTask& task, std::size_t length, Random& random) {
    Word word = paper_member(task, length, random);
    std::vector<std::size_t> closing;
    for (std::size_t i = 0; i < length; ++i)
      if (word[i] >= task.types()) closing.push_back(i);
    const std::size_t at = closing[random.below(closing.size())];
    word[at] = other_type(task, word[at], random);
    return word;
  }

  static Word unfinished(const DyckTask& task, std::size_t length, Random& random) {
    Word word = paper_member(task, length + length % 2, random);
    word.pop_back();
    if (length % 2 == 0) word.push_back(random.below(task.types()));
    return word;
  }

  static Word prefix_walk(const DyckTask& task, std::size_t length, Random& random) {
    Word word;
    Word open;
    walk(task, length, word, open, random);
    return word;
  }

  static Word uniform_prefix(const DyckTask& task, std::size_t length, Random& random) {
    return task.uniform(DyckDraw::End::any).draw(length, random);
  }

  static Word full(const DyckTask& task, std::size_t length, Random& random) {
    const std::size_t n = task.types();
    const std::size_t floor = task.depth() < 2 ? 0 : task.depth() - 2;
    Word word;
    Word open;
    bool arrived = false;
    while (word.size() < length) {
      arrived = arrived || open.size() == task.depth();
      const bool close =
          arrived && open.size() > floor && (open.size() == task.depth() || random.coin());
      if (close) {
        word.push_back(n + open.back());
        open.pop_back();
      } else {
        open.push_back(random.below(n));
        word.push_back(open.back());
      }
    }
    return word;
  }
};

const std::vector<DyckTask::Sampler>& Dyck::all_samplers() const {
  using S = DyckSamplers;
  static const std::vector<Sampler> all{{"paper", S::even, S::paper},
                                        {"members", S::even, S::members},
                                        {"uniform", S::always, S::uniform},
                                        {"too-deep", S::overflows, S::too_deep},
                                        {"wrong-type", S::has_types, S::wrong_type},
                                        {"unfinished", S::ends_open, S::unfinished}};
  return all;
}

const std::vector<DyckTask::Sampler>& DyckNext::all_samplers() const {
  using S = DyckSamplers;
  static const std::vector<Sampler> all{{"paper", S::always, S::prefix_walk},
                                        {"uniform", S::always, S::uniform_prefix},
                                        {"full", S::always, S::full}};
  return all;
}

}  // namespace separatrix
