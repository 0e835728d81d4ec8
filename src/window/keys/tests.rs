use iced::keyboard::key::{Code, NativeCode};

use super::*;

const EVERYWHERE: [Context; 20] = [
    Context::Lock,
    Context::Search,
    Context::Results,
    Context::Cash,
    Context::OnePayer,
    Context::OpenTill,
    Context::Paying,
    Context::Outcome,
    Context::ConfirmPaper,
    Context::PaperFailed,
    Context::Unknown,
    Context::Receipts,
    Context::Receipt,
    Context::Pending,
    Context::Foreign,
    Context::People,
    Context::Roles,
    Context::DayFile,
    Context::Form,
    Context::Help,
];

fn named(named: Named, context: Context) -> Option<KeyCommand> {
    command(&Key::Named(named), Physical::Unidentified(NativeCode::Unidentified), Modifiers::NONE, context)
}

fn typed(letter: &str, code: Code, modifiers: Modifiers, context: Context) -> Option<KeyCommand> {
    command(&Key::Character(letter.into()), Physical::Code(code), modifiers, context)
}

#[test]
fn the_function_keys_of_the_desk_are_those_of_the_table() {
    use KeyCommand as K;
    let table = [
        (Named::F1, K::Help),
        (Named::F2, K::Search),
        (Named::F3, K::Receipts),
        (Named::F4, K::Till),
        (Named::F5, K::Refresh),
        (Named::F6, K::DayPicture),
        (Named::F7, K::Imports),
        (Named::F8, K::CashAsked),
        (Named::F9, K::PayCard),
        (Named::F10, K::Devices),
        (Named::F12, K::Lock),
        (Named::Escape, K::Back),
        (Named::Enter, K::Submit),
        (Named::ArrowUp, K::Up),
        (Named::ArrowDown, K::Down),
        (Named::PageUp, K::PageUp),
        (Named::PageDown, K::PageDown),
    ];
    for (key, expected) in table {
        for context in [Context::Search, Context::Results] {
            assert_eq!(named(key, context), Some(expected), "{key:?} in {context:?}");
        }
    }
}

#[test]
fn space_home_end_and_ctrl_a_belong_to_the_text_until_a_result_is_shown() {
    for key in [Named::Space, Named::Home, Named::End] {
        assert_eq!(named(key, Context::Search), None, "{key:?}");
    }
    assert_eq!(typed("a", Code::KeyA, Modifiers::CTRL, Context::Search), None);
    assert_eq!(named(Named::Space, Context::Results), Some(KeyCommand::Choose));
    assert_eq!(named(Named::Home, Context::Results), Some(KeyCommand::First));
    assert_eq!(named(Named::End, Context::Results), Some(KeyCommand::Last));
    assert_eq!(typed("a", Code::KeyA, Modifiers::CTRL, Context::Results), Some(KeyCommand::ChooseAll));
}

#[test]
fn letters_are_text_wherever_text_is_typed() {
    for context in EVERYWHERE.into_iter().filter(|context| context.takes_text()) {
        for (letter, code) in [("p", Code::KeyP), ("r", Code::KeyR), ("y", Code::KeyY), ("n", Code::KeyN)] {
            assert_eq!(typed(letter, code, Modifiers::NONE, context), None, "{letter} in {context:?}");
        }
    }
}

#[test]
fn a_greek_layout_changes_no_command() {
    assert_eq!(typed("α", Code::KeyA, Modifiers::CTRL, Context::Results), Some(KeyCommand::ChooseAll));
    assert_eq!(typed("π", Code::KeyP, Modifiers::CTRL, Context::Search), Some(KeyCommand::LastReceipt));
    assert_eq!(typed("π", Code::KeyP, Modifiers::NONE, Context::Cash), Some(KeyCommand::PrintSlip));
    assert_eq!(typed("ρ", Code::KeyR, Modifiers::NONE, Context::Unknown), Some(KeyCommand::AskTerminal));
    assert_eq!(typed("υ", Code::KeyY, Modifiers::NONE, Context::ConfirmPaper), Some(KeyCommand::Yes));
    assert_eq!(typed("Ν", Code::KeyN, Modifiers::SHIFT, Context::ConfirmPaper), Some(KeyCommand::No));
}

#[test]
fn a_payment_starts_from_the_desk_alone() {
    for context in EVERYWHERE {
        let starts = matches!(context, Context::Search | Context::Results);
        assert_eq!(named(Named::F9, context) == Some(KeyCommand::PayCard), starts, "{context:?}");
        assert_eq!(named(Named::F8, context) == Some(KeyCommand::CashAsked), starts, "{context:?}");
    }
}

#[test]
fn nothing_but_help_and_the_lock_works_while_paying() {
    for key in [
        Named::F2,
        Named::F3,
        Named::F4,
        Named::F5,
        Named::F6,
        Named::F7,
        Named::F8,
        Named::F9,
        Named::F10,
        Named::Enter,
        Named::Escape,
        Named::Space,
    ] {
        assert_eq!(named(key, Context::Paying), None, "{key:?}");
    }
    assert_eq!(named(Named::F12, Context::Paying), Some(KeyCommand::Lock));
    assert_eq!(named(Named::F1, Context::Paying), Some(KeyCommand::Help));
}

#[test]
fn enter_answers_the_question_of_the_screen() {
    assert_eq!(named(Named::Enter, Context::ConfirmPaper), None, "about paper nothing is the default");
    assert_eq!(named(Named::Enter, Context::Cash), Some(KeyCommand::PrintSlip));
    assert_eq!(named(Named::Enter, Context::Unknown), Some(KeyCommand::Submit));
}

#[test]
fn the_keys_that_give_money_back_or_decide_mean_it_only_over_their_list() {
    let table = [
        (Named::F8, KeyCommand::Void, [Context::Receipts, Context::Receipt].as_slice()),
        (Named::F9, KeyCommand::Refund, &[Context::Receipts, Context::Receipt]),
        (Named::F8, KeyCommand::NotCharged, &[Context::Pending]),
        (Named::F9, KeyCommand::Charged, &[Context::Pending]),
    ];
    for (key, command, contexts) in table {
        for context in EVERYWHERE {
            assert_eq!(named(key, context) == Some(command), contexts.contains(&context), "{key:?} in {context:?}");
        }
        assert!(!command.repeats());
    }
}

#[test]
fn tab_goes_forward_and_with_shift_back_where_there_is_somewhere_to_go() {
    let tab = Key::Named(Named::Tab);
    let shifted = |context| command(&tab, Physical::Code(Code::Tab), Modifiers::SHIFT, context);
    for context in [Context::Form, Context::Receipts, Context::Pending, Context::Foreign] {
        assert_eq!(named(Named::Tab, context), Some(KeyCommand::Next));
        assert_eq!(shifted(context), Some(KeyCommand::Previous));
    }
    assert_eq!((named(Named::Tab, Context::Paying), shifted(Context::Lock)), (None, None));
}

#[test]
fn keys_with_alt_or_the_system_key_belong_to_the_system() {
    let key = Key::Named(Named::F9);
    for modifiers in [Modifiers::ALT, Modifiers::LOGO, Modifiers::CTRL] {
        assert_eq!(command(&key, Physical::Code(Code::F9), modifiers, Context::Results), None, "{modifiers:?}");
    }
}

#[test]
fn a_held_key_moves_and_does_nothing_else() {
    use KeyCommand as K;
    for moving in [K::Up, K::Down, K::PageUp, K::PageDown] {
        assert!(moving.repeats());
    }
    for acting in [K::PayCard, K::Submit, K::Back, K::Yes, K::No, K::CashAsked, K::Choose, K::PrintSlip] {
        assert!(!acting.repeats(), "{acting:?}");
    }
}

#[test]
fn the_lock_lets_no_command_of_the_desk_through() {
    for key in [Named::F3, Named::F4, Named::F8, Named::F9, Named::F12] {
        assert_eq!(named(key, Context::Lock), None, "{key:?}");
    }
}
