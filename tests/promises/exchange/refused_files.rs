//! A file that cannot be read as debts is refused whole, and by name where the program can tell what it is.

use std::io::{self, Read};
use std::path::Path;

use tameio::exchange::debts::{DebtFile, open};
use tameio::exchange::file_error::{FileError, FileKind};
use tameio::exchange::mapping::{Encoding, Mapping, MappingError};

use super::mapping_of;

const TEXT: &str = "Αριθμός Οφειλής;Ονοματεπώνυμο;ΚΑΕ;Περιγραφή;Έτος;Κεφάλαιο\n1;Άννα Ψαρά;1;Τ;2026;1,00\n";

fn refused(bytes: &[u8], mapping: &Mapping) -> FileError {
    DebtFile::read(bytes, bytes.len() as u64, mapping).unwrap_err()
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    encoding.encode(text).unwrap().into_owned()
}

#[test]
fn what_is_no_file_is_told_apart() {
    let nowhere = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/nowhere.csv");
    assert!(matches!(open(&nowhere, &Mapping::default()), Err(FileError::NotFound(path)) if path == nowhere));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    assert!(matches!(open(&folder, &Mapping::default()), Err(FileError::Folder(path)) if path == folder));
}

#[test]
fn an_empty_file_is_empty_whatever_white_space_it_holds() {
    for bytes in [&b""[..], b"\n\r\n  \n", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n"] {
        assert!(matches!(refused(bytes, &Mapping::default()), FileError::Empty), "{bytes:?}");
    }
    let header_alone = TEXT.lines().next().unwrap();
    assert_eq!(DebtFile::read(header_alone.as_bytes(), 0, &Mapping::default()).unwrap().count(), 0);
}

#[test]
fn a_workbook_or_a_pdf_is_named() {
    for (bytes, kind) in [
        (&b"PK\x03\x04\x14\x00\x06\x00"[..], FileKind::Xlsx),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", FileKind::Xls),
        (b"%PDF-1.7\n", FileKind::Pdf),
        (b"\x1f\x8b\x08", FileKind::Gzip),
        (b"a;b\n\x00\x01", FileKind::Binary),
    ] {
        assert!(matches!(refused(bytes, &Mapping::default()), FileError::NotText(found) if found == kind));
    }
}

#[test]
fn another_encoding_than_the_mapping_says_is_named() {
    for file in Encoding::ALL {
        for said in Encoding::ALL {
            let bytes = encoded(TEXT, file);
            let mapping = mapping_of(said);
            if file == said {
                assert_eq!(DebtFile::read(&bytes[..], 0, &mapping).unwrap().filter(Result::is_ok).count(), 1);
                continue;
            }
            let error = refused(&bytes, &mapping);
            assert!(
                matches!(error, FileError::WrongEncoding { configured, likely } if configured == said && likely == file),
                "{file:?} under {said:?}: {error}"
            );
        }
    }
}

#[test]
fn another_encoding_is_named_under_a_header_without_greek_too() {
    let mut mapping = Mapping::default();
    let columns = &mut mapping.columns;
    (columns.external_id, columns.name, columns.revenue_code) = ("id".into(), "name".into(), "code".into());
    (columns.description, columns.year, columns.capital) = ("text".into(), "year".into(), "amount".into());
    let text = "id;name;code;text;year;amount\n1;Άννα Ψαρά;1;Τ;2026;1,00\n";
    for file in Encoding::ALL {
        for said in Encoding::ALL.into_iter().filter(|said| *said != file) {
            let error = refused(&encoded(text, file), &Mapping { encoding: said, ..mapping.clone() });
            assert!(matches!(error, FileError::WrongEncoding { likely, .. } if likely == file), "{file:?} {said:?}");
        }
    }
    // One stray byte in a file without Greek is no evidence: it is its row's fault.
    let bytes = b"id;name;code;text;year;amount\n1;A\xc1;1;T;2026;1,00\n";
    assert_eq!(DebtFile::read(&bytes[..], 0, &mapping).unwrap().filter(Result::is_err).count(), 1);
}

#[test]
fn the_mark_of_utf_8_under_another_encoding_is_named() {
    let bytes = [b"\xef\xbb\xbf", TEXT.as_bytes()].concat();
    let error = refused(&bytes, &mapping_of(Encoding::Iso8859_7));
    assert!(matches!(error, FileError::WrongEncoding { likely: Encoding::Utf8, .. }));
}

#[test]
fn another_separator_than_the_mapping_says_is_named() {
    for likely in [',', '\t', '|'] {
        let text = TEXT.replace("1,00", "1").replace(';', &likely.to_string());
        let error = refused(text.as_bytes(), &Mapping::default());
        assert!(matches!(error, FileError::WrongSeparator { configured: ';', likely: found } if found == likely));
    }
}

#[test]
fn missing_columns_are_named_beside_those_that_were_found() {
    let FileError::MissingColumns { names, near, line, found } =
        refused("Αριθμός Οφειλής;Ονομα;ΚΑΕ;Έτος;Κεφάλαια\n".as_bytes(), &Mapping::default())
    else {
        panic!("not about columns")
    };
    assert_eq!((names, line), (["Ονοματεπώνυμο", "Περιγραφή", "Κεφάλαιο"].map(str::to_owned).to_vec(), 1));
    let near: Vec<(String, String)> = near.into_iter().map(|near| (near.found, near.expected)).collect();
    let pair = |found: &str, expected: &str| (found.to_owned(), expected.to_owned());
    assert_eq!(near, [pair("Ονομα", "Ονοματεπώνυμο"), pair("Κεφάλαια", "Κεφάλαιο")]);
    assert_eq!(found, ["Αριθμός Οφειλής", "Ονομα", "ΚΑΕ", "Έτος", "Κεφάλαια"]);
}

#[test]
fn a_column_that_stands_twice_is_refused_unless_nobody_asks_for_it() {
    let twice = "Αριθμός Οφειλής;Ονοματεπώνυμο;ΚΑΕ;Περιγραφή;Έτος;Κεφάλαιο;Λήξη;Λήξη\n";
    let error = refused(twice.as_bytes(), &Mapping::default());
    assert!(matches!(&error, FileError::DuplicateColumn { name } if name == "Λήξη"), "{error}");
    let mut mapping = Mapping::default();
    mapping.columns.due = None;
    assert_eq!(DebtFile::read(twice.as_bytes(), 0, &mapping).unwrap().count(), 0);
}

#[test]
fn a_first_line_without_end_or_with_a_stray_quote_is_refused() {
    for bytes in ["x".repeat(70_000), "\"Αριθμός Οφειλής;Ονοματεπώνυμο\n1;2".to_owned()] {
        assert!(matches!(refused(bytes.as_bytes(), &Mapping::default()), FileError::Header { .. }));
    }
}

#[test]
fn a_mapping_that_cannot_be_used_is_told_before_the_file() {
    let mapping = Mapping { date: "%d".to_owned(), ..Mapping::default() };
    let error = refused(TEXT.as_bytes(), &mapping);
    assert!(matches!(error, FileError::Mapping(MappingError::Date(pattern)) if pattern == "%d"));
}

/// Gives some bytes and then fails, as a stick that is pulled out does.
struct Pulled<'a>(&'a [u8]);

impl Read for Pulled<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.0.read(into)? {
            0 => Err(io::ErrorKind::TimedOut.into()),
            length => Ok(length),
        }
    }
}

#[test]
fn a_file_that_fails_in_the_middle_says_so_and_does_not_end_in_silence() {
    assert!(matches!(DebtFile::read(Pulled(b""), 0, &Mapping::default()), Err(FileError::Io(_))));
    let row = |number: usize| format!("{number};Άννα Ψαρά;1;Τ;2026;1,00\n");
    let text: String = TEXT.lines().take(1).map(|line| format!("{line}\n")).chain((0..20_000).map(row)).collect();
    let mut file = DebtFile::read(Pulled(text.as_bytes()), 0, &Mapping::default()).unwrap();
    let last = file.by_ref().last().unwrap().err().unwrap();
    assert_eq!(last.reason.word(), "read_failed");
    assert!(last.reason.ends_the_file());
    assert!(file.next().is_none());
    assert_eq!(file.sha256(), None);
}
