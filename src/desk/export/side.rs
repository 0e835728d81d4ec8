//! The figures of a period as further sheets beside its daily book, with real numbers.

use crate::domain::figures::{CodeRow, FigureBy, Figures};
use crate::domain::tally::Tally;
use crate::exchange::table::Cell;
use crate::exchange::table::xlsx::SideSheet;
use crate::paper::layout::{debt_age_title, figure_name, figures_title};

/// Nothing where a sum no longer fits an amount.
pub(super) fn figures_sheets(figures: &Figures) -> Option<Vec<SideSheet>> {
    Some(vec![takings(figures)?, codes(figures)?, service(figures)])
}

fn titles(titles: &[(&str, u16)]) -> Vec<(String, u16)> {
    titles.iter().map(|(title, width)| ((*title).to_owned(), *width)).collect()
}

fn takings(figures: &Figures) -> Option<SideSheet> {
    let mut rows = Vec::new();
    for by in FigureBy::ALL {
        for (name, of) in figures.by(by) {
            let mut row = vec![Cell::text(figures_title(by)), Cell::text(figure_name(&name))];
            for Tally { count, total } in [of.sales, of.voids, of.refunds, of.all()?] {
                row.extend([Cell::Count(count), Cell::Amount(total)]);
            }
            rows.push(row);
        }
    }
    let titles = titles(&[
        ("Ανά", 24),
        ("", 24),
        ("Εισπράξεις, πλήθος", 14),
        ("Εισπράξεις", 14),
        ("Ακυρώσεις, πλήθος", 14),
        ("Ακυρώσεις", 14),
        ("Επιστροφές, πλήθος", 14),
        ("Επιστροφές", 14),
        ("Όλα, πλήθος", 14),
        ("Καθαρά", 14),
    ]);
    Some(SideSheet { name: "Συγκεντρωτικά".to_owned(), titles, rows })
}

fn codes(figures: &Figures) -> Option<SideSheet> {
    let row = |of: CodeRow<'_>| {
        let mut cells = vec![Cell::text(of.code.to_owned()), Cell::text(debt_age_title(of.age))];
        cells.extend([of.capital, of.capital_back, of.surcharge, of.surcharge_back, of.net].map(Cell::Amount));
        cells
    };
    let rows = figures.code_rows()?.into_iter().map(row).collect();
    let titles = titles(&[
        ("ΚΑΕ", 10),
        ("Έτος οφειλής", 18),
        ("Κεφάλαιο", 14),
        ("Κεφάλαιο που επιστράφηκε", 20),
        ("Προσαυξήσεις", 14),
        ("Προσαυξήσεις που επιστράφηκαν", 20),
        ("Καθαρά", 14),
    ]);
    Some(SideSheet { name: "Ανά ΚΑΕ".to_owned(), titles, rows })
}

fn service(figures: &Figures) -> SideSheet {
    let seconds = |seconds: Option<u64>| seconds.map_or(Cell::Empty, Cell::Count);
    let rows = vec![
        vec![Cell::text("Αρνήσεις μετρητών"), Cell::Count(figures.cash_refusals)],
        vec![Cell::text("Πολίτες που μετρήθηκαν"), Cell::Count(figures.service.citizens)],
        vec![Cell::text("Δευτερόλεπτα ως το χαρτί, διάμεσος"), seconds(figures.service.median_s)],
        vec![Cell::text("Δευτερόλεπτα ως το χαρτί, ο πιο αργός"), seconds(figures.service.slowest_s)],
    ];
    SideSheet { name: "Εξυπηρέτηση".to_owned(), titles: titles(&[("", 40), ("", 12)]), rows }
}
