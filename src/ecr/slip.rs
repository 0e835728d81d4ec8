//! Print data of a terminal (field `P`, variant `02`) as lines of text: ISO-8859-7, lines separated by 0x0A,
//! `ESC` and one byte for a mark, the alignment or the weight. Only reads; what paper makes of it is not known
//! here.

use encoding_rs::ISO_8859_7;

const ESC: u8 = 0x1b;

/// Where a line stands. Each line begins at the left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Align {
    /// `L`
    #[default]
    Left,
    /// `C`
    Centre,
    /// `R`
    Right,
}

/// How heavy a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Weight {
    /// `N`
    #[default]
    Normal,
    /// `B`
    Bold,
    /// `S`
    Small,
}

/// What is printed or done in place of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    /// 0x01
    Logo,
    /// 0x02
    SecondLogo,
    /// 0x03
    Contactless,
    /// 0x0C: pause before the customer's copy.
    Pause,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text of one weight, without control characters.
    Text {
        weight: Weight,
        text: String,
    },
    Mark(Mark),
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SlipLine {
    pub align: Align,
    /// What is in it, in order.
    pub pieces: Vec<Piece>,
}

/// The lines of print data. Escapes that are not listed are dropped with their byte, control characters too:
/// nothing of them may reach a printer.
pub fn lines(print_data: &[u8]) -> Vec<SlipLine> {
    let mut weight = Weight::Normal;
    print_data.split(|byte| *byte == b'\n').map(|line| read_line(line, &mut weight)).collect()
}

/// The two copies that print data holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copies {
    /// What comes before the pause: the municipality's.
    pub merchant: Vec<SlipLine>,
    /// What comes after it: the citizen's.
    pub customer: Vec<SlipLine>,
}

/// The copies of print data, divided at its first pause. Where there is none, or nothing but marks on one side
/// of it, both copies are the same: neither side goes without.
pub fn copies(print_data: &[u8]) -> Copies {
    let all = lines(print_data);
    let pause = |line: &SlipLine| line.pieces.iter().position(|piece| *piece == Piece::Mark(Mark::Pause));
    let found = all.iter().enumerate().find_map(|(line, slip)| Some((line, pause(slip)?)));
    let (mut merchant, mut customer) = match found {
        Some((line, piece)) => divide(&all, line, piece),
        None => (all.clone(), all),
    };
    match (has_text(&merchant), has_text(&customer)) {
        (true, false) => customer.clone_from(&merchant),
        (false, true) => merchant.clone_from(&customer),
        _ => {}
    }
    Copies { merchant, customer }
}

/// What stands before and after a piece of a line; both halves of that line stand where it does.
fn divide(all: &[SlipLine], line: usize, piece: usize) -> (Vec<SlipLine>, Vec<SlipLine>) {
    let mut merchant: Vec<SlipLine> = all.iter().take(line + 1).cloned().collect();
    let mut customer: Vec<SlipLine> = all.iter().skip(line).cloned().collect();
    if let Some(last) = merchant.last_mut() {
        last.pieces.truncate(piece);
    }
    if let Some(first) = customer.first_mut() {
        first.pieces.drain(..=piece);
    }
    (merchant, customer)
}

fn has_text(lines: &[SlipLine]) -> bool {
    let is_text = |piece: &Piece| matches!(piece, Piece::Text { text, .. } if !text.trim().is_empty());
    lines.iter().any(|line| line.pieces.iter().any(is_text))
}

/// The weight outlives the line, the alignment does not: only for that is a default at each new line written.
fn read_line(bytes: &[u8], weight: &mut Weight) -> SlipLine {
    let mut line = SlipLine::default();
    let mut text = Vec::new();
    let mut bytes = bytes.iter().copied();
    while let Some(byte) = bytes.next() {
        if byte != ESC {
            text.push(byte);
            continue;
        }
        let Some(command) = bytes.next() else { break };
        let (align, heavy, mark) = command_of(command);
        if heavy.is_some() || mark.is_some() {
            end_text(&mut line, &mut text, *weight);
        }
        line.align = align.unwrap_or(line.align);
        *weight = heavy.unwrap_or(*weight);
        line.pieces.extend(mark.map(Piece::Mark));
    }
    end_text(&mut line, &mut text, *weight);
    line
}

fn command_of(command: u8) -> (Option<Align>, Option<Weight>, Option<Mark>) {
    match command {
        b'L' => (Some(Align::Left), None, None),
        b'C' => (Some(Align::Centre), None, None),
        b'R' => (Some(Align::Right), None, None),
        b'N' => (None, Some(Weight::Normal), None),
        b'B' => (None, Some(Weight::Bold), None),
        b'S' => (None, Some(Weight::Small), None),
        0x01 => (None, None, Some(Mark::Logo)),
        0x02 => (None, None, Some(Mark::SecondLogo)),
        0x03 => (None, None, Some(Mark::Contactless)),
        0x0c => (None, None, Some(Mark::Pause)),
        _ => (None, None, None),
    }
}

fn end_text(line: &mut SlipLine, bytes: &mut Vec<u8>, weight: Weight) {
    let (decoded, _) = ISO_8859_7.decode_without_bom_handling(bytes);
    let text: String = decoded.chars().filter(|c| !c.is_control()).collect();
    bytes.clear();
    if !text.is_empty() {
        line.pieces.push(Piece::Text { weight, text });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(weight: Weight, text: &str) -> Piece {
        Piece::Text { weight, text: text.to_owned() }
    }

    #[test]
    fn a_slip_in_greek_keeps_its_lines_weights_and_marks() {
        let (greek, _, _) = ISO_8859_7.encode("ΑΝΤΙΓΡΑΦΟ ΠΕΛΑΤΗ");
        let data = [b"\x1b\x01\n\x1bC\x1bB".as_slice(), &greek, b"\n12/10 10:15\x1bN x\n\x1b\x0c"].concat();
        let read = lines(&data);
        assert_eq!(read.len(), 4);
        assert_eq!(read[0].pieces, [Piece::Mark(Mark::Logo)]);
        assert_eq!(read[1], SlipLine { align: Align::Centre, pieces: vec![text(Weight::Bold, "ΑΝΤΙΓΡΑΦΟ ΠΕΛΑΤΗ")] });
        assert_eq!(read[2].align, Align::Left);
        assert_eq!(read[2].pieces, [text(Weight::Bold, "12/10 10:15"), text(Weight::Normal, " x")]);
        assert_eq!(read[3].pieces, [Piece::Mark(Mark::Pause)]);
    }

    fn words(lines: &[SlipLine]) -> String {
        let mut words = String::new();
        for piece in lines.iter().flat_map(|line| &line.pieces) {
            if let Piece::Text { text, .. } = piece {
                words.push_str(text);
            }
        }
        words
    }

    #[test]
    fn the_pause_parts_the_merchants_copy_from_the_customers_also_within_a_line() {
        let read = copies(b"\x1bCmer\nchant\x1b\x0ccus\n\x1bRtomer\x1b\x0c.\n");
        assert_eq!((words(&read.merchant).as_str(), words(&read.customer).as_str()), ("merchant", "customer."));
        assert_eq!((read.merchant.len(), read.merchant[0].align), (2, Align::Centre));
        assert_eq!((read.customer[0].align, read.customer[1].align), (Align::Left, Align::Right));
    }

    #[test]
    fn one_copy_stands_for_both_where_there_is_no_pause_or_nothing_beside_it() {
        for data in [&b"slip\n"[..], b"\x1b\x01\x1b\x0cslip\n", b"slip\n\x1b\x0c\n \n"] {
            let read = copies(data);
            assert_eq!((words(&read.merchant).trim(), words(&read.customer).trim()), ("slip", "slip"), "{data:?}");
        }
    }

    proptest! {
        #[test]
        fn no_control_character_passes(data in prop::collection::vec(any::<u8>(), 0..300)) {
            for piece in lines(&data).into_iter().flat_map(|line| line.pieces) {
                if let Piece::Text { text, .. } = piece {
                    prop_assert!(!text.is_empty() && !text.chars().any(char::is_control));
                }
            }
        }
    }
}
