//! Which key does what, where. A key is one row: its command, what stands on its control, its words, where it means
//! something, and who answers to it. What stands here is what the keyboard does, and every control sends the same
//! [`KeyCommand`] as its key.

use iced::keyboard::key::{Named, Physical};
use iced::keyboard::{Key, Modifiers};

/// What has the keyboard. The same key can do different things in different places, and does nothing where it
/// has no meaning: no key can start a second payment while one is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    Lock,
    /// The search field: letters and spaces are typed.
    Search,
    /// A result is shown and the search is done: Space, Home, End and Ctrl+A belong to the list.
    Results,
    Cash,
    /// Whether several debtors of one name are one payer: no default key, because it is about money.
    OnePayer,
    OpenTill,
    Paying,
    /// An outcome with nothing to ask.
    Outcome,
    /// An outcome that asks whether the receipt came out.
    ConfirmPaper,
    /// An outcome whose paper did not come out and can be printed again.
    PaperFailed,
    Unknown,
    /// The list of receipts: letters and spaces are typed into its search field.
    Receipts,
    /// A receipt that is open.
    Receipt,
    Pending,
    Foreign,
    /// What the till holds, and what keeps it from closing.
    Till,
    /// The Z reports, and the paper of one.
    ZReports,
    /// The same, and it is asked whether the paper came out.
    ZPaper,
    /// Which file of a day is written.
    DayFile,
    /// A file that is read, or what it would do, or did.
    Import,
    /// How the devices are.
    Devices,
    /// How the window looks, which the arrows and Enter change.
    Settings,
    /// The list of operators.
    People,
    /// Which role somebody gets.
    Roles,
    Form,
    Help,
}

impl Context {
    pub fn takes_text(self) -> bool {
        matches!(self, Context::Lock | Context::Search | Context::Results | Context::Receipts | Context::Form)
    }
}

use Context as C;

const DESK: &[C] = &[C::Search, C::Results];
const LISTS: &[C] = &[C::Receipts, C::Receipt, C::Pending, C::Foreign];
const PEOPLE: &[C] = &[C::People, C::Roles];
const Z: &[C] = &[C::ZReports, C::ZPaper];
/// From where the keys of other screens lead there.
const PLACES: &[C] = &[
    C::Search,
    C::Results,
    C::Receipts,
    C::Receipt,
    C::Pending,
    C::Foreign,
    C::Till,
    C::ZReports,
    C::ZPaper,
    C::Devices,
    C::Settings,
    C::People,
];
const PLACE: &[C] = &[C::Devices, C::Settings];
/// Where something may be longer than its place.
const LONG: [&[C]; 7] =
    [DESK, LISTS, PAPERS, PEOPLE, Z, PLACE, &[C::Lock, C::Unknown, C::Till, C::Import, C::DayFile, C::Form]];
const PAPERS: &[C] = &[C::Outcome, C::ConfirmPaper, C::PaperFailed];

/// A press of the keyboard, without its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stroke {
    Key(Named),
    Shifted(Named),
    /// A Latin letter with Ctrl (on macOS with its command key), whatever the layout.
    Ctrl(char),
    /// A Latin letter, where no text is typed.
    Letter(char),
}

use Stroke::{Ctrl, Letter, Shifted};

/// Who answers to a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// What lies around every screen.
    Frame,
    Screen,
    /// A screen that is not there yet: its key is known and says so.
    Later,
}

struct Row {
    cap: &'static str,
    words: &'static str,
    by: By,
    strokes: &'static [(Stroke, &'static [&'static [C]])],
}

macro_rules! keys {
    ($($(#[$doc:meta])* $command:ident $cap:literal $words:literal $by:ident
        [$($stroke:expr => $places:expr),+];)*) => {
        /// What a key, or the control that shows it, asks for.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum KeyCommand {
            $($(#[$doc])* $command),*
        }

        impl KeyCommand {
            /// In the order of the keyboard, for its help.
            const ALL: &[KeyCommand] = &[$(KeyCommand::$command),*];

            fn row(self) -> Row {
                match self {
                    $(KeyCommand::$command => {
                        const STROKES: &[(Stroke, &[&[C]])] = &[$(($stroke, &$places)),+];
                        Row { cap: $cap, words: $words, by: By::$by, strokes: STROKES }
                    })*
                }
            }
        }
    };
}

const fn key(named: Named) -> Stroke {
    Stroke::Key(named)
}

keys! {
    Submit "Enter" "screen-key-submit" Screen [
        key(Named::Enter) => [
            DESK,
            &[C::Lock, C::OpenTill, C::Outcome, C::PaperFailed, C::Unknown, C::Receipts, C::Till, C::Import],
            &[C::Settings, C::Roles, C::DayFile, C::Form, C::Help]
        ]
    ];
    Back "Esc" "screen-key-back" Screen [
        key(Named::Escape) => [
            DESK, LISTS, PAPERS, PEOPLE, Z, PLACE,
            &[C::Lock, C::Cash, C::OnePayer, C::OpenTill, C::Unknown, C::Till, C::Import, C::DayFile, C::Form, C::Help]
        ]
    ];
    Help "F1" "screen-key-help" Frame [
        key(Named::F1) => [DESK, LISTS, PAPERS, PEOPLE, Z, PLACE, &[C::Lock, C::Paying, C::Unknown, C::Till, C::Import, C::DayFile, C::Form, C::Help]]
    ];
    Search "F2" "screen-key-search" Screen [key(Named::F2) => [DESK, &[C::Receipts, C::Receipt]]];
    Receipts "F3" "screen-key-receipts" Frame [key(Named::F3) => [PLACES]];
    /// Open the till; what it holds once there is one.
    Till "F4" "screen-key-till" Frame [key(Named::F4) => [PLACES, &[C::OpenTill]]];
    /// Ask the devices how they are.
    Refresh "F5" "screen-key-refresh" Frame [
        key(Named::F5) => [DESK, LISTS, PAPERS, PEOPLE, PLACE, &[C::Lock, C::Unknown, C::Till]]
    ];
    HandOver "F6" "screen-key-hand-over" Screen [key(Named::F6) => [&[C::Till]]];
    DayPicture "F6" "screen-key-day" Later [key(Named::F6) => [DESK]];
    Imports "F7" "screen-key-imports" Frame [key(Named::F7) => [PLACES]];
    /// The file is right where it makes a debt another one.
    AcceptMoved "A" "screen-key-accept-moved" Screen [Letter('a') => [&[C::Import]]];
    CashAsked "F8" "screen-key-cash" Screen [key(Named::F8) => [DESK]];
    PayCard "F9" "screen-key-card" Screen [key(Named::F9) => [DESK]];
    /// Devices and settings; from there the people.
    Devices "F10" "screen-key-devices" Frame [key(Named::F10) => [PLACES]];
    Lock "F12" "screen-key-lock" Frame [
        key(Named::F12) => [
            DESK, LISTS, PAPERS, PEOPLE, Z, PLACE,
            &[C::Cash, C::OnePayer, C::OpenTill, C::Paying, C::Unknown, C::Till, C::Import, C::DayFile, C::Form, C::Help]
        ]
    ];
    /// Choose the debt under the cursor, or let it go.
    Choose "Space" "screen-key-choose" Screen [key(Named::Space) => [&[C::Results]]];
    /// Choose all that can be paid, or none.
    ChooseAll "Ctrl+A" "screen-key-choose-all" Screen [Ctrl('a') => [&[C::Results]]];
    ChangeAmount "Ctrl+E" "screen-key-amount" Screen [Ctrl('e') => [DESK]];
    LastReceipt "Ctrl+P" "screen-key-copy" Frame [Ctrl('p') => [DESK, &[C::Outcome]]];
    Up "↑" "screen-key-up" Screen [key(Named::ArrowUp) => LONG];
    Down "↓" "screen-key-down" Screen [key(Named::ArrowDown) => LONG];
    PageUp "PgUp" "screen-key-page-up" Screen [key(Named::PageUp) => LONG];
    PageDown "PgDn" "screen-key-page-down" Screen [key(Named::PageDown) => LONG];
    // Home and End move within the PIN and the search text until there is a list to move in.
    First "Home" "screen-key-first" Screen [key(Named::Home) => [&[C::Results, C::Pending, C::Foreign, C::Till, C::DayFile], PEOPLE, Z]];
    Last "End" "screen-key-last" Screen [key(Named::End) => [&[C::Results, C::Pending, C::Foreign, C::Till, C::DayFile], PEOPLE, Z]];
    /// Print the slip that the screen offers.
    PrintSlip "P" "screen-key-slip" Screen [
        Letter('p') => [&[C::Cash, C::Unknown, C::Pending]],
        key(Named::Enter) => [&[C::Cash]]
    ];
    AskTerminal "R" "screen-key-ask" Screen [Letter('r') => [&[C::Unknown, C::Pending]]];
    /// It came out; or: they are one payer. Neither has a default key, because they are about paper and money.
    Yes "Y" "screen-key-yes" Screen [
        Letter('y') => [&[C::ConfirmPaper, C::OnePayer, C::Receipt, C::ZPaper]]
    ];
    No "N" "screen-key-no" Screen [Letter('n') => [&[C::ConfirmPaper, C::PaperFailed, C::OnePayer]]];
    Pending "F11" "screen-key-pending" Frame [key(Named::F11) => [PLACES]];
    /// The results of the terminal that nobody booked.
    Unclaimed "Ctrl+U" "screen-key-unclaimed" Frame [Ctrl('u') => [PLACES]];
    /// A receipt that has no paper yet.
    WithoutPaper "Ctrl+R" "screen-key-without-paper" Frame [Ctrl('r') => [PLACES]];
    TypeTotals "Ctrl+T" "screen-key-type-totals" Screen [Ctrl('t') => [&[C::Till]]];
    BatchFile "Ctrl+O" "screen-key-batch-file" Screen [Ctrl('o') => [&[C::Till]]];
    Explain "E" "screen-key-explain" Screen [Letter('e') => [&[C::Till]]];
    CloseTill "F9" "screen-key-close" Screen [key(Named::F9) => [&[C::Till]]];
    ZReports "Ctrl+Z" "screen-key-z" Screen [Ctrl('z') => [&[C::Till]]];
    ExportDay "Ctrl+X" "screen-key-export" Screen [Ctrl('x') => [&[C::Till], Z]];
    PrintZ "Ctrl+P" "screen-key-print-z" Screen [Ctrl('p') => [Z]];
    /// It is the payment of debts.
    Tie "T" "screen-key-tie" Screen [Letter('t') => [&[C::Foreign]]];
    /// It is what this desk asked for.
    Book "B" "screen-key-book" Screen [Letter('b') => [&[C::Foreign]]];
    /// It is nothing of this desk.
    WriteOff "W" "screen-key-write-off" Screen [Letter('w') => [&[C::Foreign]]];
    Void "F8" "screen-key-void" Screen [key(Named::F8) => [&[C::Receipts, C::Receipt]]];
    Refund "F9" "screen-key-refund" Screen [key(Named::F9) => [&[C::Receipts, C::Receipt]]];
    PrintAgain "Ctrl+P" "screen-key-print-again" Screen [Ctrl('p') => [&[C::Receipts, C::Receipt]]];
    /// The card of the unknown outcome was not charged, on evidence.
    NotCharged "F8" "screen-key-not-charged" Screen [key(Named::F8) => [&[C::Pending]]];
    /// It was charged, on evidence.
    Charged "F9" "screen-key-charged" Screen [key(Named::F9) => [&[C::Pending]]];
    TestPage "T" "screen-key-test-page" Screen [Letter('t') => [PLACE]];
    BackUp "B" "screen-key-back-up" Screen [Letter('b') => [PLACE]];
    AddPerson "N" "screen-key-add-person" Screen [Letter('n') => [&[C::People]]];
    ChangeRole "R" "screen-key-change-role" Screen [Letter('r') => [&[C::People]]];
    ResetPin "P" "screen-key-reset-pin" Screen [Letter('p') => [&[C::People]]];
    DisablePerson "D" "screen-key-disable" Screen [Letter('d') => [&[C::People]]];
    /// Let somebody sign in again: who was disabled, or is locked.
    EnablePerson "E" "screen-key-enable" Screen [Letter('e') => [&[C::People]]];
    OwnPin "O" "screen-key-own-pin" Screen [Letter('o') => [&[C::People]]];
    Acknowledge "B" "screen-key-acknowledge" Screen [Letter('b') => [&[C::People]]];
    Next "Tab" "screen-key-next" Screen [key(Named::Tab) => [&[C::Receipts, C::Pending, C::Foreign, C::Form], PLACE]];
    Previous "Shift+Tab" "screen-key-previous" Screen [
        Shifted(Named::Tab) => [&[C::Receipts, C::Pending, C::Foreign, C::Form], PLACE]
    ];
}

impl KeyCommand {
    fn is_asked_by(self, stroke: Stroke, context: Context) -> bool {
        let here = |places: &[&[C]]| places.iter().any(|group| group.contains(&context));
        self.row().strokes.iter().any(|(known, places)| *known == stroke && here(places))
    }

    /// Whether it means something there.
    pub fn is_allowed_in(self, context: Context) -> bool {
        self.row().strokes.iter().any(|(_, places)| places.iter().any(|group| group.contains(&context)))
    }

    pub fn by(self) -> By {
        self.row().by
    }

    /// The key of the text that says what it does.
    pub fn words(self) -> &'static str {
        self.row().words
    }

    /// What stands on its control.
    pub fn cap(self) -> &'static str {
        self.row().cap
    }

    /// Whether holding the key down repeats it. Only moving does: a key that is held must not go through one screen and
    /// act on the next.
    pub fn repeats(self) -> bool {
        matches!(self, KeyCommand::Up | KeyCommand::Down | KeyCommand::PageUp | KeyCommand::PageDown)
    }
}

/// The command of a key press, or nothing: then it is text for the field, or nothing at all.
pub fn command(key: &Key, physical: Physical, modifiers: Modifiers, context: Context) -> Option<KeyCommand> {
    let plain = !modifiers.control() && !modifiers.alt() && !modifiers.logo();
    let latin = || key.to_latin(physical).map(|letter| letter.to_ascii_lowercase());
    let stroke = match key {
        Key::Named(Named::Tab) if plain && modifiers.shift() => Shifted(Named::Tab),
        Key::Named(named) if plain => Stroke::Key(*named),
        Key::Character(_) if modifiers.command() && !modifiers.alt() && !modifiers.shift() => Ctrl(latin()?),
        Key::Character(_) if plain && !context.takes_text() => Letter(latin()?),
        _ => return None,
    };
    KeyCommand::ALL.iter().copied().find(|command| command.is_asked_by(stroke, context))
}

/// What stands on a control that two keys press.
pub fn both(one: KeyCommand, other: KeyCommand) -> String {
    format!("{} · {}", one.cap(), other.cap())
}

/// What the keyboard can do in a place, in the order of the keyboard, for its help.
pub fn commands(context: Context) -> impl Iterator<Item = KeyCommand> {
    KeyCommand::ALL.iter().copied().filter(move |command| command.is_allowed_in(context) && command.by() != By::Later)
}

#[cfg(test)]
mod tests;
