#include "reports/latex_table.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "reports/latex.hpp"
#include "reports/latex_text.hpp"

namespace separatrix {

std::string lead_comment(const Record& record) {
  return fmt::format("% Written by {} {} from its record; packages booktabs, longtable, array.\n",
                     latex_escape(record.tool.name), latex_escape(record.tool.version));
}

std::string long_table(const Record& record, const std::string& label, const std::string& caption,
                       const std::string& columns, const std::string& heading,
                       const std::string& rows) {
  const auto count = std::ranges::count(heading, '&') + 1;
  return fmt::format(
      "{0}\\begingroup\n\\footnotesize\n\\setlength{{\\tabcolsep}}{{4pt}}\n"
      "\\setlength{{\\LTcapwidth}}{{\\linewidth}}\n"
      "\\begin{{longtable}}{{@{{}}{1}@{{}}}}\n"
      "\\caption{{{2} Source: {3}.}}\\label{{tab:{4}}}\\\\\n\\toprule\n{5} \\\\\n\\midrule\n"
      "\\endfirsthead\n\\multicolumn{{{6}}}{{@{{}}l}}{{\\emph{{Table \\thetable, "
      "continued}}}}\\\\\n"
      "\\toprule\n{5} \\\\\n\\midrule\n\\endhead\n\\bottomrule\n\\endfoot\n{7}"
      "\\end{{longtable}}\n\\endgroup\n",
      lead_comment(record), columns, caption, latex_source(record), label, heading, count, rows);
}

std::string paragraph(const std::string& part) {
  return ">{\\raggedright\\arraybackslash\\hangindent=0.8em}p{" + part + "\\linewidth}";
}

}  // namespace separatrix
