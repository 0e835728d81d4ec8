//! However long a file or one of its rows is, no more of it is held than a window.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use tameio::exchange::debts::DebtFile;
use tameio::exchange::mapping::Mapping;

const HEADER: &str = "Αριθμός Οφειλής;Ονοματεπώνυμο;ΚΑΕ;Περιγραφή;Έτος;Κεφάλαιο\n";

/// What a reader may hold beyond the rows it gave.
const WINDOW: u64 = 256 * 1024;

/// Makes its text while it is read, so that only the reader under test can hold it; counts what it gave.
struct Endless<F> {
    part: F,
    left: usize,
    current: Vec<u8>,
    given: Rc<Cell<u64>>,
}

impl<F: FnMut(usize) -> String> Read for Endless<F> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.current.is_empty() && self.left > 0 {
            self.left -= 1;
            self.current = (self.part)(self.left).into_bytes();
        }
        let length = (&self.current[..]).read(into)?;
        self.current.drain(..length);
        self.given.set(self.given.get() + length as u64);
        Ok(length)
    }
}

/// Good rows, bad rows, and the most that was held between rows.
fn held(parts: usize, part: impl FnMut(usize) -> String) -> (usize, usize, u64) {
    let given = Rc::new(Cell::new(0));
    let source = Endless { part, left: parts, current: HEADER.as_bytes().to_vec(), given: Rc::clone(&given) };
    let mut file = DebtFile::read(source, 0, &Mapping::default()).unwrap();
    let (mut good, mut bad, mut most) = (0, 0, 0);
    while let Some(row) = file.next() {
        if row.is_ok() {
            good += 1
        } else {
            bad += 1
        }
        most = most.max(given.get() - file.bytes_read());
    }
    assert_eq!(file.bytes_read(), given.get());
    (good, bad, most)
}

#[test]
fn a_long_file_is_streamed() {
    let (good, bad, most) = held(100_000, |left| format!("{left};Άννα Ψαρά;0311;Τέλη;2026;1,00\n"));
    assert_eq!((good, bad), (100_000, 0));
    assert!(most <= WINDOW, "{most}");
}

#[test]
fn a_row_without_end_is_passed_over_without_being_held() {
    let (good, bad, most) = held(2_000, |left| match left {
        1_999 => "1;Άννα;0311;".to_owned(),
        0 => "\n2;Άννα;0311;Τέλη;2026;1,00\n".to_owned(),
        _ => "χωρίς τέλος ".repeat(100),
    });
    assert_eq!((good, bad), (1, 1));
    assert!(most <= WINDOW, "{most}");
}

#[test]
fn a_quote_that_is_never_closed_costs_one_row_of_a_long_file() {
    let (good, bad, most) = held(20_000, |left| {
        let quote = if left == 10_000 { "\"" } else { "" };
        format!("{left};Άννα;0311;{quote}Τέλη;2026;1,00\n")
    });
    assert_eq!((good, bad), (19_999, 1));
    assert!(most <= WINDOW, "{most}");
}
