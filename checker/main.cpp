// separatrix-check FILE...: checks the certificates of records without the program that wrote them.
//
// One line for each result that has a certificate,
//   accepted|rejected|not checked  kind  task, n  what was proved, or the reason
// and the totals. "not checked" is never "accepted": the kind is unknown to this program, or the
// result does not claim to be certified.
// Exit code 0: nothing rejected and something accepted; 1: something rejected; 2: a file cannot be
// read as a record; 3: nothing could be checked.
#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <new>
#include <sstream>

#include "kinds.hpp"

namespace {

using namespace checker;

struct Totals {
  std::size_t accepted = 0;
  std::size_t rejected = 0;
  std::size_t not_checked = 0;
  std::size_t without = 0;
};

std::string contents(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  if (!file || std::filesystem::is_directory(name))
    throw Unreadable("cannot be read; give an existing file");
  std::ostringstream all;
  all << file.rdbuf();
  return all.str();
}

/// The results of a record. Unreadable for anything else.
std::vector<Json> results_of(const std::string& contents_of_file) {
  const Json record = read_json(contents_of_file);
  try {
    Fields fields(record, "");
    if (fields.text("schema") != "separatrix/record/1")
      throw Unreadable("schema: not separatrix/record/1");
    for (const char* name : {"tool", "command", "host"}) fields[name];
    const std::vector<Json>& results = fields.list("results");
    fields.finish();
    for (const Json& result : results)
      require(result.type == Json::Type::object, "results: not objects");
    return results;
  } catch (const Rejected& fault) {
    throw Unreadable(fault.what());
  }
}

void line(const char* verdict, const std::string& kind, const Json& result,
          const std::string& reason) {
  std::cout << verdict << "  " << kind << "  " << task_line(result) << "  " << reason
            << std::endl;  // at once: a check may take minutes
}

/// A result may tell what coarser grids gave; its certificate is about the grid that it names.
std::string search_left_out(const Json& result) {
  const Json* construction = result.find("construction");
  const Json* parameters = construction == nullptr ? nullptr : construction->find("parameters");
  const bool searched = parameters != nullptr && parameters->find("kc_search") != nullptr;
  return searched ? "; NOT COVERED: that no coarser grid does" : "";
}

void check_result(const Json& result, Totals& totals) {
  const Json* certificate = result.find("certificate");
  if (certificate == nullptr) {
    ++totals.without;
    return;
  }
  const Json* name = certificate->find("kind");
  const std::string kind = name == nullptr ? "?" : name->text;
  const auto known = std::ranges::find_if(kinds(), [&](const Kind& k) { return k.name == kind; });
  const Json* status = result.find("status");
  const bool certified = status != nullptr && status->text == "certified";
  try {
    require(name != nullptr, "the certificate has no kind");
    require(status != nullptr, "the result has no status");
    if (known == kinds().end() || !certified) {
      ++totals.not_checked;
      line("not checked", kind, result,
           certified ? "a kind that this program does not know"
                     : "the result is " + status->text + ", not certified");
      return;
    }
    const std::string proved = known->check(*certificate, result) + search_left_out(result);
    ++totals.accepted;
    line("accepted", kind, result, proved);
  } catch (const NotChecked& reason) {
    ++totals.not_checked;
    line("not checked", kind, result, reason.what());
  } catch (const Rejected& fault) {
    ++totals.rejected;
    line("rejected", kind, result, fault.what());
  } catch (const std::bad_alloc&) {
    ++totals.not_checked;
    line("not checked", kind, result, "more memory is needed than there is");
  }
}

int usage(const char* reason) {
  std::cerr << reason << "\nUsage: separatrix-check FILE...\n       separatrix-check --list\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::strcmp(argv[1], "--list") == 0) {
    for (const Kind& kind : kinds()) std::cout << kind.name << '\n';
    return 0;
  }
  if (argc < 2) return usage("No record is named.");
  Totals totals;
  bool unreadable = false;
  for (int i = 1; i < argc; ++i) {
    if (argv[i][0] == '-') return usage("The only option is --list.");
    try {
      for (const Json& result : results_of(contents(argv[i]))) check_result(result, totals);
    } catch (const Unreadable& fault) {
      std::cerr << argv[i] << ": " << fault.what() << '\n';
      unreadable = true;
    }
  }
  std::cout << totals.accepted << " accepted, " << totals.rejected << " rejected, "
            << totals.not_checked << " not checked, " << totals.without
            << " results without a certificate\n";
  if (!std::cout.flush()) {
    std::cerr << "standard output: cannot be written\n";
    return 2;
  }
  if (unreadable) return 2;
  if (totals.rejected > 0) return 1;
  return totals.accepted > 0 ? 0 : 3;
}
