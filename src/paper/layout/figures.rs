//! What was taken in a period, by each thing that somebody asks for, as tables of a sheet.

use crate::domain::balance::Balance;
use crate::domain::figures::{Channel, CodeRow, DebtAge, FigureBy, FigureOf, Figures, Takings};
use crate::paper::sheet::{RowLook, SheetColumn, SheetRow, SheetTable};

/// What was taken, by each thing that is asked for.
pub(super) fn sections(figures: &Figures) -> Option<Vec<SheetTable>> {
    Some(vec![codes(figures)?, takings(figures)?, service(figures)])
}

fn takings(figures: &Figures) -> Option<SheetTable> {
    let mut columns = vec![SheetColumn::left("", 26)];
    for title in ["Εισπράξεις", "Ακυρώσεις", "Επιστροφές", "Καθαρά"] {
        columns.push(SheetColumn::right("Πλήθος", 7));
        columns.push(SheetColumn::right(title, 13));
    }
    let mut rows = Vec::new();
    for by in FigureBy::ALL {
        let cells = std::iter::once(figures_title(by).to_owned())
            .chain(columns.iter().skip(1).map(|_| String::new()))
            .collect();
        rows.push(SheetRow { cells, look: RowLook::Group });
        for (name, of) in figures.by(by) {
            rows.push(SheetRow { cells: takings_cells(figure_name(&name), &of)?, look: RowLook::Plain });
        }
    }
    Some(SheetTable { title: Some("Συγκεντρωτικά".to_owned()), columns, rows })
}

fn takings_cells(name: String, of: &Takings) -> Option<Vec<String>> {
    let mut cells = vec![name];
    for tally in [of.sales, of.voids, of.refunds, of.all()?] {
        // What there is nothing of is not a number to be read.
        cells.extend(if tally.count == 0 {
            ["–".to_owned(), "–".to_owned()]
        } else {
            [tally.count.to_string(), tally.total.greek()]
        });
    }
    Some(cells)
}

/// What figures are told by.
pub fn figures_title(by: FigureBy) -> &'static str {
    match by {
        FigureBy::All => "Όλα",
        FigureBy::Day => "Ανά ημέρα",
        FigureBy::Hour => "Ανά ώρα",
        FigureBy::CardType => "Ανά τύπο κάρτας",
        FigureBy::Acquirer => "Ανά τράπεζα αποδοχής",
        FigureBy::Cashier => "Ανά χειριστή",
        FigureBy::Desk => "Ανά ταμείο",
        FigureBy::Channel => "Ανά τρόπο πληρωμής",
    }
}

pub fn figure_name(of: &FigureOf) -> String {
    match of {
        FigureOf::All => "Σύνολο".to_owned(),
        FigureOf::Day(day) => day.format("%d/%m/%Y").to_string(),
        FigureOf::Hour(hour) => format!("{hour:02}:00–{hour:02}:59"),
        FigureOf::Named(name) if name.trim().is_empty() => "—".to_owned(),
        FigureOf::Named(name) => name.clone(),
        FigureOf::Channel(Channel::Desk) => "Ταμείο (κάρτα, IRIS)".to_owned(),
    }
}

pub fn debt_age_title(age: DebtAge) -> &'static str {
    match age {
        DebtAge::ThisYear => "τρέχον",
        DebtAge::Earlier => "προηγούμενα έτη",
    }
}

fn codes(figures: &Figures) -> Option<SheetTable> {
    let row = |of: CodeRow<'_>| {
        let amounts = [of.capital, of.capital_back, of.surcharge, of.surcharge_back, of.net];
        let mut cells = vec![of.code.to_owned(), debt_age_title(of.age).to_owned()];
        cells.extend(amounts.map(Balance::greek));
        SheetRow { cells, look: RowLook::Plain }
    };
    let columns = vec![
        SheetColumn::left("ΚΑΕ", 8),
        SheetColumn::left("Έτος οφειλής", 17),
        SheetColumn::right("Κεφάλαιο", 13),
        SheetColumn::right("Ακυρώσεις, επιστροφές", 21),
        SheetColumn::right("Προσαυξήσεις", 13),
        SheetColumn::right("Ακυρώσεις, επιστροφές", 21),
        SheetColumn::right("Καθαρά", 13),
    ];
    let rows = figures.code_rows()?.into_iter().map(row).collect();
    Some(SheetTable { title: Some("Ανά ΚΑΕ".to_owned()), columns, rows })
}

fn service(figures: &Figures) -> SheetTable {
    let seconds = |seconds: Option<u64>| seconds.map_or_else(|| "—".to_owned(), |seconds| format!("{seconds} δ."));
    let row = |name: &str, value: String| SheetRow { cells: vec![name.to_owned(), value], look: RowLook::Plain };
    SheetTable {
        title: Some("Εξυπηρέτηση".to_owned()),
        columns: vec![SheetColumn::left("", 46), SheetColumn::right("", 12)],
        rows: vec![
            row("Αρνήσεις μετρητών", figures.cash_refusals.to_string()),
            row("Πολίτες που μετρήθηκαν", figures.service.citizens.to_string()),
            row("Από την αναζήτηση ως το χαρτί, διάμεσος", seconds(figures.service.median_s)),
            row("Από την αναζήτηση ως το χαρτί, ο πιο αργός", seconds(figures.service.slowest_s)),
        ],
    }
}
