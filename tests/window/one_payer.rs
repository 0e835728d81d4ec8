//! Debts of one name without tax number: together on the screen, and on one receipt only by the cashier's word.

use tameio::desk::Caller;
use tameio::desk::ImportOrder;

use super::give_back::words;
use super::*;

const FILE: &str = "Αριθμός Οφειλής;Ονοματεπώνυμο;ΚΑΕ;Περιγραφή;Έτος;Κεφάλαιο\n\
                    Φ-1;Γεωργίου Φωτεινή;0311;Τέλη;2026;10,00\nΦ-2;ΓΕΩΡΓΙΟΥ ΦΩΤΕΙΝΗ;0311;Τέλη;2026;20,00\n";

fn with_two_of_one_name() -> Window {
    let mut window = window();
    let file = window._dir.path().join("one-name.csv");
    std::fs::write(&file, FILE).unwrap();
    let mut desk = Desk::open(&window.demo.setup).unwrap();
    let loaded = desk.import_debts(&Caller::User, &ImportOrder::of(&file), &mut |_| {}).unwrap();
    assert_eq!(loaded.loaded, 2);
    window.sign_in();
    window.fill("γεωργιου φωτεινη");
    window.wait_for(Context::Results);
    window
}

#[test]
fn one_receipt_over_two_of_one_name_comes_only_after_the_cashier_said_that_they_are_one() {
    let mut window = with_two_of_one_name();
    assert!(window.shows_part("Ίσως το ίδιο πρόσωπο: 2 οφειλέτες"));
    window.press(&[Named::Enter, Named::Space, Named::ArrowDown, Named::Space, Named::F9]);
    assert_eq!(window.app.context(), Context::OnePayer);
    assert!(window.shows(&words("screen-one-payer-title")));
    // No key that is pressed without reading says yes.
    window.press(&[Named::Enter, Named::Space, Named::F9]);
    assert_eq!(window.app.context(), Context::OnePayer);
    window.type_in("n");
    assert_eq!(window.app.context(), Context::Results);
    assert_eq!(window.receipts().len(), 0);
    window.press(&[Named::F9]);
    window.type_in("y");
    window.wait_for(Context::Outcome);
    let receipts = window.receipts();
    assert_eq!((receipts.len(), receipts[0].lines.len()), (1, 2));
    assert_eq!((receipts[0].amount.greek().as_str(), receipts[0].payer.as_str()), ("30,00", "Γεωργίου Φωτεινή"));
}

#[test]
fn one_of_them_alone_is_paid_without_a_question() {
    let mut window = with_two_of_one_name();
    window.press(&[Named::Enter, Named::Space, Named::F9]);
    window.wait_for(Context::Outcome);
    assert_eq!(window.receipts()[0].amount.greek(), "10,00");
}

#[test]
fn nothing_found_and_an_empty_desk_say_how_old_the_debts_are() {
    let mut window = window();
    window.sign_in();
    window.wait("the age of the debts", |window| window.shows_part("Το τελευταίο αρχείο οφειλών φορτώθηκε στις"));
    window.fill("Ανύπαρκτος Κανείς");
    window.wait_for(Context::Results);
    assert!(window.shows(&words("screen-found-no-name")) && window.shows(&words("lookup-try-fewer-letters")));
    assert!(window.shows_part("Το τελευταίο αρχείο οφειλών φορτώθηκε στις"));
}

#[test]
fn a_column_that_the_last_file_lost_is_said_on_the_desk() {
    let mut window = window();
    let mut desk = Desk::open(&window.demo.setup).unwrap();
    let mut load = |text: &str| {
        let file = window._dir.path().join("debts.csv");
        std::fs::write(&file, text).unwrap();
        desk.import_debts(&Caller::User, &ImportOrder::of(&file), &mut |_| {}).unwrap()
    };
    load(&FILE.replace("Κεφάλαιο\n", "Κεφάλαιο;Κατάσταση\n").replace(",00\n", ",00;\n"));
    assert_eq!(load(FILE).vanished_columns, ["Κατάσταση"]);
    window.sign_in();
    window.wait("the lost column", |window| window.shows_part("έλειπαν στήλες που είχε το προηγούμενο: Κατάσταση"));
}
