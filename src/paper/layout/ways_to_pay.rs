//! The slip for a citizen whose cash was refused: it names the three other ways and carries the RF codes, so
//! that nobody leaves without a way to pay.

use super::{Heading, euro, heading as put_heading, mark as put_mark};
use crate::domain::hours::{Hours, Span};
use crate::domain::{money::Money, rf::Rf};
use crate::paper::page::{Page, Style};
use crate::paper::wording;

/// One debt, or several under one RF code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlipEntry {
    /// The code to pay with.
    pub rf: Rf,
    /// What it is for.
    pub description: String,
    pub amount: Money,
}

/// The slip, with the desk's hours.
pub fn ways_to_pay_slip(entries: &[SlipEntry], heading: &Heading, mark: Option<&str>, hours: &Hours) -> Page {
    let mut page = Page::new();
    put_mark(&mut page, mark);
    put_heading(&mut page, heading);
    page.styled(wording::WAYS_TITLE, Style::PLAIN.centred().bold().double())
        .styled(wording::WAYS_TITLE_EN, Style::PLAIN.centred().bold())
        .blank()
        .text(wording::NO_CASH)
        .text(wording::NO_CASH_EN)
        .blank();
    for (place, (greek, english)) in wording::WAYS.into_iter().enumerate() {
        page.text(format!("{}. {greek}", place + 1)).styled(english, Style::PLAIN.indented(3));
    }
    for span in opening_hours(hours) {
        page.styled(span, Style::PLAIN.indented(3).bold());
    }
    for entry in entries {
        page.rule()
            .text(&entry.description)
            .styled_pair(wording::OWED, euro(entry.amount), Style::PLAIN.bold())
            .styled(entry.rf.grouped(), Style::PLAIN.centred().bold())
            .qr(entry.rf.as_str());
    }
    page.rule().centred(wording::NOT_A_RECEIPT).centred(wording::NOT_A_RECEIPT_EN);
    put_mark(&mut page, mark);
    page.cut();
    page
}

/// The week's hours, days of the same hours that follow each other as one: «Δευτέρα-Πέμπτη 08:30-13:00».
fn opening_hours(hours: &Hours) -> Vec<String> {
    let mut runs: Vec<(&str, &str, Span)> = Vec::new();
    let mut before: Option<Span> = None;
    for (name, span) in wording::WEEKDAYS.into_iter().zip(hours.week) {
        match (runs.last_mut(), span) {
            (Some((_, last, of)), Some(span)) if before == Some(span) && *of == span => *last = name,
            (_, Some(span)) => runs.push((name, name, span)),
            (_, None) => {}
        }
        before = span;
    }
    let words = |(first, last, span): (&str, &str, Span)| {
        if first == last { format!("{first} {span}") } else { format!("{first}-{last} {span}") }
    };
    runs.into_iter().map(words).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_same_hours_stand_together_and_closed_days_part_them() {
        let (early, late) = (Span::parse("08:30-13:00").ok(), Span::parse("16:00-18:00").ok());
        let week = [early, early, late, early, early, None, None];
        let said = opening_hours(&Hours { week, ..Hours::default() });
        assert_eq!(said, ["Δευτέρα-Τρίτη 08:30-13:00", "Τετάρτη 16:00-18:00", "Πέμπτη-Παρασκευή 08:30-13:00"]);
        let week = [early, None, early, early, early, early, early];
        let said = opening_hours(&Hours { week, ..Hours::default() });
        assert_eq!(said, ["Δευτέρα 08:30-13:00", "Τετάρτη-Κυριακή 08:30-13:00"]);
        assert!(opening_hours(&Hours::default()).is_empty());
    }
}
