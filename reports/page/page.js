// The page is complete without scripts; these add filters, sorting, plots and downloads.
import { addAtlas } from "./atlas.js";
import { addFilters } from "./filters.js";
import { addPlots } from "./plots.js";
import { unfoldForPrint } from "./print.js";
import { addDownloads } from "./record.js";
import { addSorting } from "./sorting.js";
import { keepTableRoles } from "./tables.js";

document.documentElement.classList.add("scripted");
keepTableRoles();
addFilters();
addSorting();
addDownloads();
addPlots();
addAtlas();
unfoldForPrint();
