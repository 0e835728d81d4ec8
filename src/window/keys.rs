//! Which key does what, where. One pure function: what stands here is what the keyboard does, and every
//! control sends the same [`KeyCommand`] as its key.

use iced::keyboard::key::{Named, Physical};
use iced::keyboard::{Key, Modifiers};

/// What a key, or the control that shows it, asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KeyCommand {
    /// F1: the keys of this screen.
    Help,
    /// F2: to the search field.
    Search,
    /// F3: receipts.
    Receipts,
    /// F4: open the till; its details once it is open.
    Till,
    /// F5: ask the devices how they are.
    Refresh,
    /// F6: the day's picture.
    DayPicture,
    /// F7: imports.
    Imports,
    /// F8: the citizen offers cash.
    CashAsked,
    /// F9: take the card payment.
    PayCard,
    /// F10: devices and settings.
    Devices,
    /// F12: lock.
    Lock,
    /// Space: choose the debt under the cursor, or let it go.
    Choose,
    /// Ctrl+A: choose all that can be paid, or none.
    ChooseAll,
    /// Ctrl+E: change the amount of a debt.
    ChangeAmount,
    /// Ctrl+P: the last receipt again.
    LastReceipt,
    Back,
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    Submit,
    /// P: print the slip that the screen offers.
    PrintSlip,
    /// R: ask the terminal again.
    AskTerminal,
    /// Y (or Enter): it came out.
    Yes,
    /// N: it did not.
    No,
    /// F11: the unknown outcomes.
    Pending,
    /// F8: void the receipt under the cursor.
    Void,
    /// F9: refund the receipt under the cursor.
    Refund,
    /// Ctrl+P: print the receipt under the cursor again.
    PrintAgain,
    /// F9: the card of the unknown outcome was charged, on evidence.
    Charged,
    /// F8: it was not.
    NotCharged,
    /// Tab: the next field or list.
    Next,
    /// Shift and Tab: the field or list before.
    Previous,
}

/// What has the keyboard. The same key can do different things in different places, and does nothing where it
/// has no meaning: no key can start a second payment while one is under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Context {
    Lock,
    /// The search field: letters and spaces are typed.
    Search,
    /// A result is shown and the search is done: Space, Home, End and Ctrl+A belong to the list.
    Results,
    /// The refusal of cash.
    Cash,
    /// Whether several debtors of one name are one payer: no default key, because it is about money.
    OnePayer,
    OpenTill,
    /// A reason is typed.
    Reason,
    /// A payment is under way.
    Paying,
    /// An outcome with nothing to ask.
    Outcome,
    /// An outcome that asks whether the receipt came out.
    ConfirmPaper,
    /// An outcome whose paper did not come out and can be printed again.
    PaperFailed,
    /// An outcome that is not known.
    Unknown,
    /// The list of receipts: letters and spaces are typed into its search field.
    Receipts,
    /// A receipt that is open.
    Receipt,
    /// The list of unknown outcomes.
    Pending,
    /// The list of unclaimed results.
    Foreign,
    /// Fields that are filled in.
    Form,
    /// The help of a screen lies over it.
    Help,
}

impl Context {
    /// Whether what is typed goes into a field.
    #[must_use]
    pub fn takes_text(self) -> bool {
        matches!(
            self,
            Context::Lock | Context::Search | Context::Results | Context::Reason | Context::Receipts | Context::Form
        )
    }
}

/// The command of a key press, or nothing: then it is text for the field, or nothing at all.
#[must_use]
pub fn command(key: &Key, physical: Physical, modifiers: Modifiers, context: Context) -> Option<KeyCommand> {
    let command = match key {
        Key::Named(Named::Tab) if plain(modifiers) && modifiers.shift() => Some(KeyCommand::Previous),
        Key::Named(named) if plain(modifiers) => named_key(*named, context),
        Key::Character(_) if modifiers.command() && !modifiers.alt() && !modifiers.shift() => {
            letter_with_ctrl(key.to_latin(physical)?, context)
        }
        Key::Character(_) if plain(modifiers) && !context.takes_text() => letter(key.to_latin(physical)?, context),
        _ => None,
    }?;
    allowed(command, context).then_some(command)
}

/// Whether holding the key down repeats the command. Only moving does: a key that is held must not go through
/// one screen and act on the next.
#[must_use]
pub fn repeats(command: KeyCommand) -> bool {
    use KeyCommand as K;
    matches!(command, K::Up | K::Down | K::PageUp | K::PageDown)
}

fn plain(modifiers: Modifiers) -> bool {
    !modifiers.control() && !modifiers.alt() && !modifiers.logo()
}

fn named_key(named: Named, context: Context) -> Option<KeyCommand> {
    use KeyCommand as K;
    Some(match named {
        Named::F1 => K::Help,
        Named::F2 => K::Search,
        Named::F3 => K::Receipts,
        Named::F4 => K::Till,
        Named::F5 => K::Refresh,
        Named::F6 => K::DayPicture,
        Named::F7 => K::Imports,
        Named::F8 if matches!(context, Context::Receipts | Context::Receipt) => K::Void,
        Named::F9 if matches!(context, Context::Receipts | Context::Receipt) => K::Refund,
        Named::F8 if context == Context::Pending => K::NotCharged,
        Named::F9 if context == Context::Pending => K::Charged,
        Named::F8 => K::CashAsked,
        Named::F9 => K::PayCard,
        Named::F10 => K::Devices,
        Named::F11 => K::Pending,
        Named::Tab => K::Next,
        Named::F12 => K::Lock,
        Named::Escape => K::Back,
        Named::Enter if context == Context::ConfirmPaper => K::Yes,
        Named::Enter if context == Context::Cash => K::PrintSlip,
        Named::Enter => K::Submit,
        Named::ArrowUp => K::Up,
        Named::ArrowDown => K::Down,
        Named::PageUp => K::PageUp,
        Named::PageDown => K::PageDown,
        Named::Home => K::First,
        Named::End => K::Last,
        Named::Space => K::Choose,
        _ => return None,
    })
}

fn letter_with_ctrl(letter: char, context: Context) -> Option<KeyCommand> {
    match letter.to_ascii_lowercase() {
        'a' if context == Context::Results => Some(KeyCommand::ChooseAll),
        'e' => Some(KeyCommand::ChangeAmount),
        'p' if matches!(context, Context::Receipts | Context::Receipt) => Some(KeyCommand::PrintAgain),
        'p' => Some(KeyCommand::LastReceipt),
        _ => None,
    }
}

fn letter(letter: char, context: Context) -> Option<KeyCommand> {
    match (letter.to_ascii_lowercase(), context) {
        ('p', Context::Cash | Context::Unknown | Context::Pending) => Some(KeyCommand::PrintSlip),
        ('r', Context::Unknown | Context::Pending) => Some(KeyCommand::AskTerminal),
        ('y', Context::ConfirmPaper | Context::OnePayer) => Some(KeyCommand::Yes),
        ('n', Context::ConfirmPaper | Context::PaperFailed | Context::OnePayer) => Some(KeyCommand::No),
        _ => None,
    }
}

/// The table of what means something where.
fn allowed(command: KeyCommand, context: Context) -> bool {
    use KeyCommand as K;
    let pages = matches!(command, K::Up | K::Down | K::PageUp | K::PageDown);
    let moves = matches!(command, K::Up | K::Down | K::PageUp | K::PageDown | K::First | K::Last);
    let screens = matches!(
        command,
        K::Receipts | K::Pending | K::Till | K::DayPicture | K::Imports | K::Devices | K::ChangeAmount | K::Search
    );
    match context {
        // Home and End move within the PIN and the search text until there is a list to move in.
        Context::Lock => {
            matches!(command, K::Help | K::Refresh | K::Submit | K::Back | K::Up | K::Down | K::PageUp | K::PageDown)
        }
        Context::Search => {
            screens
                || matches!(command, K::Up | K::Down | K::PageUp | K::PageDown)
                || matches!(
                    command,
                    K::Help | K::Refresh | K::CashAsked | K::PayCard | K::Lock | K::LastReceipt | K::Back | K::Submit
                )
        }
        Context::Results => {
            screens
                || moves
                || matches!(
                    command,
                    K::Help
                        | K::Refresh
                        | K::CashAsked
                        | K::PayCard
                        | K::Lock
                        | K::LastReceipt
                        | K::Back
                        | K::Submit
                        | K::Choose
                        | K::ChooseAll
                )
        }
        Context::Cash => matches!(command, K::PrintSlip | K::Back | K::Lock),
        Context::OnePayer => matches!(command, K::Yes | K::No | K::Back | K::Lock),
        Context::OpenTill | Context::Reason => matches!(command, K::Submit | K::Back | K::Lock),
        Context::Paying => matches!(command, K::Help | K::Lock),
        Context::Outcome => {
            pages || matches!(command, K::Help | K::Lock | K::Refresh | K::LastReceipt | K::Submit | K::Back)
        }
        Context::ConfirmPaper => pages || matches!(command, K::Help | K::Lock | K::Refresh | K::Yes | K::No | K::Back),
        Context::PaperFailed => {
            pages || matches!(command, K::Help | K::Lock | K::Refresh | K::No | K::Submit | K::Back)
        }
        Context::Unknown => {
            matches!(command, K::Help | K::Lock | K::Refresh | K::PrintSlip | K::AskTerminal | K::Submit | K::Back)
        }
        Context::Receipts | Context::Receipt | Context::Pending | Context::Foreign => allowed_around(command, context),
        Context::Form => {
            let fields = matches!(command, K::Next | K::Previous | K::Up | K::Down);
            fields || matches!(command, K::Help | K::Lock | K::Submit | K::Back)
        }
        Context::Help => matches!(command, K::Help | K::Submit | K::Back | K::Lock),
    }
}

/// The same for the lists of what happened before.
fn allowed_around(command: KeyCommand, context: Context) -> bool {
    use KeyCommand as K;
    let everywhere = matches!(
        command,
        K::Help | K::Lock | K::Refresh | K::Receipts | K::Pending | K::Back | K::Up | K::Down | K::PageUp | K::PageDown
    );
    let receipt = matches!(command, K::Void | K::Refund | K::PrintAgain | K::Search);
    let lists = matches!(command, K::Next | K::Previous);
    let ends = matches!(command, K::First | K::Last);
    everywhere
        || match context {
            Context::Receipts => receipt || lists || command == K::Submit,
            Context::Receipt => receipt,
            Context::Pending => {
                let decide = matches!(command, K::PrintSlip | K::AskTerminal | K::Charged | K::NotCharged);
                decide || lists || ends
            }
            _ => lists || ends,
        }
}

/// What the keyboard can do in a place, in the order of the keyboard, for its help.
pub fn commands(context: Context) -> impl Iterator<Item = KeyCommand> {
    ALL.into_iter().filter(move |command| allowed(*command, context) && !comes_later(*command))
}

/// Screens that are not there yet: their keys are known and say so.
#[must_use]
pub fn comes_later(command: KeyCommand) -> bool {
    use KeyCommand as K;
    matches!(command, K::DayPicture | K::Imports | K::Devices | K::ChangeAmount)
}

const ALL: [KeyCommand; 35] = {
    use KeyCommand as K;
    [
        K::Submit,
        K::Back,
        K::Help,
        K::Search,
        K::Receipts,
        K::Till,
        K::Refresh,
        K::DayPicture,
        K::Imports,
        K::CashAsked,
        K::PayCard,
        K::Devices,
        K::Lock,
        K::Choose,
        K::ChooseAll,
        K::ChangeAmount,
        K::LastReceipt,
        K::Up,
        K::Down,
        K::PageUp,
        K::PageDown,
        K::First,
        K::Last,
        K::PrintSlip,
        K::AskTerminal,
        K::Yes,
        K::No,
        K::Pending,
        K::Void,
        K::Refund,
        K::PrintAgain,
        K::NotCharged,
        K::Charged,
        K::Next,
        K::Previous,
    ]
};

/// The key of the text that says what a command does.
#[must_use]
pub fn words(command: KeyCommand) -> &'static str {
    use KeyCommand as K;
    match command {
        K::Help => "screen-key-help",
        K::Search => "screen-key-search",
        K::Receipts => "screen-key-receipts",
        K::Till => "screen-key-till",
        K::Refresh => "screen-key-refresh",
        K::DayPicture => "screen-key-day",
        K::Imports => "screen-key-imports",
        K::CashAsked => "screen-key-cash",
        K::PayCard => "screen-key-card",
        K::Devices => "screen-key-devices",
        K::Lock => "screen-key-lock",
        K::Choose => "screen-key-choose",
        K::ChooseAll => "screen-key-choose-all",
        K::ChangeAmount => "screen-key-amount",
        K::LastReceipt => "screen-key-copy",
        K::Back => "screen-key-back",
        K::Up => "screen-key-up",
        K::Down => "screen-key-down",
        K::PageUp => "screen-key-page-up",
        K::PageDown => "screen-key-page-down",
        K::First => "screen-key-first",
        K::Last => "screen-key-last",
        K::Submit => "screen-key-submit",
        K::PrintSlip => "screen-key-slip",
        K::AskTerminal => "screen-key-ask",
        K::Yes => "screen-key-yes",
        K::No => "screen-key-no",
        K::Pending => "screen-key-pending",
        K::Void => "screen-key-void",
        K::Refund => "screen-key-refund",
        K::PrintAgain => "screen-key-print-again",
        K::Charged => "screen-key-charged",
        K::NotCharged => "screen-key-not-charged",
        K::Next => "screen-key-next",
        K::Previous => "screen-key-previous",
    }
}

/// What stands on the control of a command.
#[must_use]
pub fn cap(command: KeyCommand) -> &'static str {
    use KeyCommand as K;
    match command {
        K::Help => "F1",
        K::Search => "F2",
        K::Receipts => "F3",
        K::Till => "F4",
        K::Refresh => "F5",
        K::DayPicture => "F6",
        K::Imports => "F7",
        K::CashAsked => "F8",
        K::PayCard => "F9",
        K::Devices => "F10",
        K::Lock => "F12",
        K::Choose => "Space",
        K::ChooseAll => "Ctrl+A",
        K::ChangeAmount => "Ctrl+E",
        K::LastReceipt => "Ctrl+P",
        K::Back => "Esc",
        K::Up => "↑",
        K::Down => "↓",
        K::PageUp => "PgUp",
        K::PageDown => "PgDn",
        K::First => "Home",
        K::Last => "End",
        K::Submit => "Enter",
        K::PrintSlip => "P",
        K::AskTerminal => "R",
        K::Yes => "Y",
        K::No => "N",
        K::Pending => "F11",
        K::Void | K::NotCharged => "F8",
        K::Refund | K::Charged => "F9",
        K::PrintAgain => "Ctrl+P",
        K::Next => "Tab",
        K::Previous => "Shift+Tab",
    }
}

#[cfg(test)]
mod tests;
