//! A terminal's file of card transactions: it is taken whole or refused, no row is lost or made up, and the sums are
//! those of the rows.

use tameio::domain::balance::Balance;
use tameio::domain::money::DecimalMark;
use tameio::domain::reconcile::BatchReport;
use tameio::exchange::batch_file::{BatchLayout, parse};
use tameio::exchange::mapping::Encoding;

/// Titles as the fields are called.
const FIELDS: [&str; 8] = ["terminal_id", "batch", "stan", "rrn", "auth_code", "amount", "kind", "card_type"];

/// Byte 0 chooses the layout; the file follows.
pub fn check(data: &[u8]) {
    let Some((layout, file)) = data.split_first() else { return };
    let layout = layout_of(usize::from(*layout));
    let Ok(read) = parse(file, &layout) else { return };
    assert_eq!(read.sha256.len(), 64);
    read.reports.iter().for_each(whole);
    let names: Vec<String> = read.reports.iter().map(|report| report.name.short()).collect();
    assert!(names.iter().enumerate().all(|(place, name)| !names[..place].contains(name)), "a batch stands twice");
    let rows: usize = read.reports.iter().filter_map(|report| report.moves.as_ref()).map(Vec::len).sum();
    if !file.contains(&b'"') && layout.encoding == Encoding::Utf8 {
        let text = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
        let lines = text.split(|byte| matches!(byte, b'\n' | b'\r')).filter(|line| !line.is_empty()).count();
        if let Some(passed_over) = super::passed_over(&read.read_otherwise) {
            assert_eq!(rows + 1 + passed_over, lines, "rows, titles and what was passed over are the lines");
        }
    }
}

fn whole(report: &BatchReport) {
    let moves = report.moves.as_deref().unwrap_or_default();
    let listed: Vec<&Balance> =
        moves.iter().filter(|one| !one.iris && !one.unknown_kind).map(|one| &one.amount).collect();
    assert_eq!(report.count, u64::try_from(listed.len()).ok());
    let sum: i128 = listed.iter().map(|amount| i128::from(amount.cents())).sum();
    assert_eq!(i128::from(report.total.cents()), sum);
    assert!(!report.name.batch.is_empty());
}

fn layout_of(layout: usize) -> BatchLayout {
    let encoding = Encoding::ALL[layout % Encoding::ALL.len()];
    let (separator, decimal) = match layout / Encoding::ALL.len() % 3 {
        0 => (';', DecimalMark::Comma),
        1 => (',', DecimalMark::Point),
        _ => ('\t', DecimalMark::Comma),
    };
    let columns = FIELDS.iter().map(|field| ((*field).to_owned(), (*field).to_owned())).collect();
    BatchLayout {
        encoding,
        separator,
        decimal,
        plus_words: vec!["ΠΩΛΗΣΗ".to_owned(), "sale".to_owned()],
        minus_words: vec!["ΑΚΥΡΩΣΗ".to_owned(), "void".to_owned()],
        columns,
    }
}
