//! What is typed or scanned at the desk: any text is a code, a tax number, a name or a refusal, and what was put
//! right needs nothing more put right.

use tameio::domain::afm::Afm;
use tameio::domain::fold::fold;
use tameio::domain::query::Query;
use tameio::domain::rf::{Rf, RfInput};

/// The whole input is what was typed.
pub fn check(data: &[u8]) {
    let typed = String::from_utf8_lossy(data);
    if let Ok(found) = Rf::parse(&typed) {
        code(&found);
        assert_eq!(Query::parse(&typed), Ok(Query::Rf(found)), "a code is taken for something else");
    }
    if let Ok((afm, _)) = Afm::parse(&typed) {
        tax_number(&afm);
    }
    match Query::parse(&typed) {
        Ok(Query::Rf(found)) => code(&found),
        Ok(Query::Afm { afm, .. }) => tax_number(&afm),
        Ok(Query::Name(name)) => {
            assert!(name.chars().filter(|c| c.is_alphabetic()).count() >= 2);
            assert_eq!(fold(&name), name);
        }
        Err(_) => {}
    }
}

fn code(found: &RfInput) {
    let whole = RfInput { rf: found.rf.clone(), healed: Vec::new(), amount_hint: None };
    assert_eq!(Rf::parse(found.rf.as_str()).as_ref(), Ok(&whole));
    assert_eq!(Query::parse(found.rf.as_str()), Ok(Query::Rf(whole)));
    for printed in [found.rf.grouped(), found.rf.as_str().to_lowercase()] {
        assert_eq!(Rf::parse(&printed).map(|again| again.rf).as_ref(), Ok(&found.rf));
    }
    assert!(found.amount_hint.is_none_or(|amount| !amount.is_zero()));
}

fn tax_number(afm: &Afm) {
    assert_eq!(afm.as_str().len(), 9);
    assert_eq!(Query::parse(afm.as_str()), Ok(Query::Afm { afm: afm.clone(), healed: Vec::new() }));
    assert_eq!(Afm::parse(&format!("EL {afm}")).map(|(again, _)| again).as_ref(), Ok(afm));
}
