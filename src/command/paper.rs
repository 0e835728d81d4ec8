//! What is said of paper: whether it came out, and the question to whoever stands before a printer that cannot tell.

use std::io::{BufRead, IsTerminal};

use super::Output;
use crate::desk::{Asks, Desk, PrintEnd, PrintTrouble};
use crate::domain::receipt::ReceiptNo;
use crate::text::{Text, say, values};

/// What became of a receipt's first print.
pub(super) fn paper_sentence(text: Text, number: &ReceiptNo, print: &PrintEnd) -> String {
    let receipt = values![receipt = number];
    match print {
        PrintEnd::Printed { .. } => text.with("printer-printed", receipt),
        PrintEnd::Unconfirmed => text.with("printer-unconfirmed", receipt),
        PrintEnd::NotPrinted(PrintTrouble::Store(_)) => text.with("printer-not-noted", receipt),
        PrintEnd::NotPrinted(trouble) => {
            format!("{}\n{}", text.with("printer-not-printed", receipt), say::print_trouble(&text, trouble))
        }
    }
}

/// The paper, where the screen is the printer.
pub(super) fn show_paper(out: Output, print: &PrintEnd) {
    if let PrintEnd::Printed { screen: Some(paper) } = print {
        out.say(paper);
    }
}

pub(super) fn came_out(out: Output, desk: &mut Desk, number: &ReceiptNo, who: &dyn Asks, print: &mut PrintEnd) {
    show_paper(out, print);
    confirm_paper(out, desk, number, who, print);
}

/// Where the printer cannot say whether the paper came out, asks whoever stands before it, if somebody does.
pub(super) fn confirm_paper(out: Output, desk: &mut Desk, number: &ReceiptNo, who: &dyn Asks, print: &mut PrintEnd) {
    if !matches!(print, PrintEnd::Unconfirmed) || !std::io::stdin().is_terminal() {
        return;
    }
    out.remark("paper-question", &[]);
    let mut answer = String::new();
    let answered = std::io::stdin().lock().read_line(&mut answer).is_ok();
    if !answered || !answer.trim_start().starts_with(['ν', 'Ν', 'y', 'Y']) {
        return;
    }
    match desk.confirm_printed(who, number) {
        Ok(_) => *print = PrintEnd::Printed { screen: None },
        Err(error) => out.note(&say::desk_error(&out.text(), &error)),
    }
}
