//! Fields that are filled in one after another by keyboard alone. The screen knows which has its turn, so that text
//! which no field took still goes to the right one.

use iced::Alignment;
use iced::widget::{Column, Row, column, row};

use super::{Draw, Failed, KeyCommand, Pressed, View, space};
use crate::desk::DeskError;
use crate::domain::operator::{BadPin, OperatorId, Pin};

/// The second person's name and PIN.
const SECOND: &str = "form-second";
const SECOND_PIN: &str = "form-second-pin";

/// The longest text of a field: a reason that still fits on paper.
const LONGEST: usize = 200;
/// A new PIN, twice.
const NEW_PIN: &str = "form-new-pin";
const NEW_PIN_AGAIN: &str = "form-new-pin-again";

#[derive(Debug)]
pub struct Field {
    id: &'static str,
    label: &'static str,
    required: bool,
    /// A PIN: not shown, and forgotten once it was asked about.
    secret: bool,
    /// It asks for codes: what is scanned here belongs here.
    codes: bool,
    value: String,
}

impl Field {
    /// A field that must be filled; `label` is a key of the text.
    pub fn required(id: &'static str, label: &'static str) -> Field {
        Field { id, label, required: true, secret: false, codes: false, value: String::new() }
    }

    pub fn codes(id: &'static str, label: &'static str) -> Field {
        Field { codes: true, ..Field::required(id, label) }
    }

    pub fn optional(id: &'static str, label: &'static str) -> Field {
        Field { required: false, ..Field::required(id, label) }
    }

    pub fn secret(id: &'static str, label: &'static str) -> Field {
        Field { secret: true, ..Field::required(id, label) }
    }

    /// With what stands in it before anybody types.
    pub fn holding(mut self, value: &str) -> Field {
        self.set(value);
        self
    }

    fn is_missing(&self) -> bool {
        self.required && self.value.trim().is_empty()
    }

    fn set(&mut self, text: &str) {
        self.value = text.chars().filter(|c| !c.is_control()).take(LONGEST).collect();
    }
}

/// Fields that somebody fills in, then asks for something, and may be told why not.
pub struct Form {
    fields: Vec<Field>,
    at: usize,
    /// Whether the last two fields are the second person's, or a supervisor's.
    second: bool,
    /// Whether it can be typed in: not while what was asked for is on its way.
    pub open: bool,
    /// Why it does not go on.
    pub trouble: Option<Failed>,
}

/// What a key did to a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filling {
    Goes,
    /// Every field that must be filled is.
    Submitted,
    Left,
}

impl std::fmt::Debug for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Form({} fields, at {})", self.fields.len(), self.at)
    }
}

impl Form {
    pub fn of(fields: Vec<Field>) -> Form {
        Form { fields, at: 0, second: false, open: true, trouble: None }
    }

    /// These fields, and then who agrees.
    pub fn by_two(mut fields: Vec<Field>) -> Form {
        fields.push(Field::required(SECOND, "screen-form-second"));
        fields.push(Field::secret(SECOND_PIN, "screen-form-pin"));
        Form { second: true, ..Form::of(fields) }
    }

    /// Who takes over.
    pub fn by_taker() -> Form {
        let fields =
            vec![Field::required(SECOND, "screen-form-taker"), Field::secret(SECOND_PIN, "screen-form-taker-pin")];
        Form { second: true, ..Form::of(fields) }
    }

    /// These fields, and then a supervisor, who may be the one who sits here.
    pub fn by_supervisor(mut fields: Vec<Field>) -> Form {
        fields.push(Field::required(SECOND, "screen-form-supervisor"));
        fields.push(Field::secret(SECOND_PIN, "screen-form-supervisor-pin"));
        Form { second: true, ..Form::of(fields) }
    }

    /// These fields, and then a new PIN, typed twice.
    pub fn with_new_pin(mut fields: Vec<Field>) -> Form {
        fields.push(Field::secret(NEW_PIN, "screen-form-new-pin"));
        fields.push(Field::secret(NEW_PIN_AGAIN, "screen-form-new-pin-again"));
        Form::of(fields)
    }

    /// The new PIN, which the form forgets; then it is closed until it is known what comes of it. Where it is none, or
    /// was typed in two ways, that is the trouble, and it is typed again.
    pub fn take_new_pin(&mut self) -> Option<Pin> {
        let (new, again) = (Pin::parse(self.value(NEW_PIN)), self.value(NEW_PIN) == self.value(NEW_PIN_AGAIN));
        self.forget();
        self.turn_to(NEW_PIN);
        match new {
            Ok(pin) if again => {
                self.open = false;
                return Some(pin);
            }
            Ok(_) => self.is_wrong(NEW_PIN, BadPin::Differ.into()),
            Err(bad) => self.is_wrong(NEW_PIN, bad.into()),
        }
        None
    }

    /// The PIN that stands in a field, which the form forgets; then it is closed until it is known what comes of it. Where it
    /// is none, that is the trouble.
    pub fn take_pin(&mut self, id: &str) -> Option<Pin> {
        let pin = Pin::parse(self.value(id));
        self.forget();
        match pin {
            Ok(pin) => {
                self.turn_to(id);
                self.open = false;
                Some(pin)
            }
            Err(bad) => {
                self.is_wrong(id, bad.into());
                None
            }
        }
    }

    /// A scanner ended in a form of PINs: that is none.
    pub fn refuse_scan(&mut self) {
        if let Some(field) = self.fields.get_mut(self.at) {
            field.value.clear();
        }
        self.trouble = Some(Failed::new(BadPin::Code.into()));
    }

    /// A code was scanned into the field that asks for codes: the next one stands behind it. False where none does.
    pub fn takes_scan(&mut self) -> bool {
        let Some(field) = self.fields.get_mut(self.at).filter(|field| field.codes) else { return false };
        field.value.push_str(", ");
        true
    }

    pub fn focus(&self) -> &'static str {
        self.fields.get(self.at).map_or(SECOND, |field| field.id)
    }

    /// Where the field that has its turn stands among them, 0 to 1.
    pub fn part(&self) -> f32 {
        super::part(self.at, self.fields.len())
    }

    /// To the next field, and from the last to the first.
    fn next(&mut self) {
        self.at = (self.at + 1) % self.fields.len().max(1);
    }

    fn previous(&mut self) {
        self.at = self.at.checked_sub(1).unwrap_or(self.fields.len().saturating_sub(1));
    }

    pub fn key(&mut self, command: KeyCommand) -> Filling {
        match command {
            KeyCommand::Back => return Filling::Left,
            KeyCommand::Submit if self.open => {
                self.trouble = None;
                if self.is_filled() {
                    return Filling::Submitted;
                }
            }
            KeyCommand::Next | KeyCommand::Down => self.next(),
            KeyCommand::Previous | KeyCommand::Up => self.previous(),
            _ => {}
        }
        Filling::Goes
    }

    /// What was asked for did not come to be.
    pub fn failed(&mut self, why: Failed) {
        (self.trouble, self.open) = (Some(why), true);
    }

    pub fn input(&mut self, id: &str, text: &str) {
        self.turn_to(id);
        if let Some(field) = self.fields.iter_mut().find(|field| field.id == id) {
            field.set(text);
        }
    }

    /// Text or Backspace that came while no field had the cursor.
    pub fn typed(&mut self, pressed: &Pressed) {
        let Some(field) = self.fields.get_mut(self.at).filter(|_| self.open) else { return };
        let mut value = field.value.clone();
        pressed.change(&mut value);
        field.set(&value);
    }

    /// Enter: true where every field that must be filled is. Otherwise the next one that is not has its turn.
    fn is_filled(&mut self) -> bool {
        let after = (0..self.fields.len()).map(|step| (self.at + step) % self.fields.len());
        let missing = after.into_iter().find(|place| self.fields.get(*place).is_some_and(Field::is_missing));
        self.at = missing.unwrap_or(self.at);
        missing.is_none()
    }

    /// What stands in a field, without blanks around it.
    pub fn value(&self, id: &str) -> &str {
        self.fields.iter().find(|field| field.id == id).map_or("", |field| field.value.trim())
    }

    /// Who agrees, with their PIN, which the form forgets; then it is closed until it is known what comes of it. Where
    /// one of them has not its form, that is the trouble, and its field has its turn.
    pub fn take_second(&mut self) -> Option<(OperatorId, Pin)> {
        let pin = Pin::parse(self.value(SECOND_PIN));
        self.forget();
        match (OperatorId::parse(self.value(SECOND)), pin) {
            (Ok(id), Ok(pin)) => {
                self.turn_to(SECOND_PIN);
                self.open = false;
                return Some((id, pin));
            }
            (Err(bad), _) => self.is_wrong(SECOND, bad.into()),
            (Ok(_), Err(bad)) => self.is_wrong(SECOND_PIN, bad.into()),
        }
        None
    }

    /// What stands in a field cannot be used.
    pub fn is_wrong(&mut self, id: &str, why: DeskError) {
        self.turn_to(id);
        self.failed(Failed::new(why));
    }

    pub fn forget(&mut self) {
        for field in self.fields.iter_mut().filter(|field| field.secret) {
            field.value.clear();
        }
    }

    pub fn turn_to(&mut self, id: &str) {
        self.at = self.fields.iter().position(|field| field.id == id).unwrap_or(self.at);
    }

    pub fn view(&self, draw: Draw) -> View<'_> {
        let field = |field: &'_ Field| {
            let optional = (!field.required).then(|| draw.small(draw.get("screen-form-optional")));
            let name = row![draw.small(draw.get(field.label)), optional].spacing(space::S);
            let input = draw.field(field.id, "", &field.value, self.open).secure(field.secret);
            column![name, input].spacing(space::XS).into()
        };
        let last = if self.second { 2 } else { 0 };
        let (named, second) = self.fields.split_at(self.fields.len().saturating_sub(last));
        // Many fields stand two by two, so that all of them are in sight.
        let beside = if named.len() > 2 { 2 } else { 1 };
        let row = |fields: &'_ [Field]| {
            Row::with_children(fields.iter().map(field)).spacing(space::M).align_y(Alignment::End).into()
        };
        let rows = named.chunks(beside).chain((!second.is_empty()).then_some(second)).map(row);
        let next = (self.fields.len() > 1).then(|| draw.keys(&[KeyCommand::Next], "screen-form-next"));
        Column::with_children(rows).push(next).spacing(space::S).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        Form::by_two(vec![Field::optional("amount", "amount"), Field::required("reason", "reason")])
    }

    fn type_in(form: &mut Form, text: &str) {
        form.typed(&Pressed::Text(text.to_owned()));
    }

    #[test]
    fn enter_leads_to_what_is_missing_and_then_through() {
        let mut form = form();
        assert!(!form.is_filled());
        assert_eq!(form.focus(), "reason");
        type_in(&mut form, "λάθος");
        assert!(!form.is_filled());
        type_in(&mut form, "eleni");
        assert!(!form.is_filled());
        type_in(&mut form, "246813");
        assert!(form.is_filled());
        let (id, pin) = form.take_second().unwrap();
        assert_eq!((id.as_str(), pin.digits(), form.value("reason")), ("eleni", "246813", "λάθος"));
        assert!(form.value(SECOND_PIN).is_empty(), "the form forgets it");
        assert_eq!(form.focus(), SECOND_PIN);
    }

    #[test]
    fn a_name_or_pin_of_the_wrong_form_is_said_and_has_its_turn() {
        let mut form = form();
        form.input(SECOND, "Ελένη");
        form.input(SECOND_PIN, "246813");
        assert!(form.take_second().is_none() && form.open);
        assert!(matches!(form.trouble.as_deref(), Some(DeskError::OperatorId(_))));
        assert_eq!(form.focus(), SECOND);
        form.input(SECOND, "eleni");
        form.input(SECOND_PIN, "12");
        assert!(form.take_second().is_none() && form.open);
        assert!(matches!(form.trouble.as_deref(), Some(DeskError::Pin(_))));
        assert_eq!(form.focus(), SECOND_PIN);
    }

    #[test]
    fn tab_goes_round_in_both_directions() {
        let mut form = form();
        form.previous();
        assert_eq!(form.focus(), SECOND_PIN);
        form.next();
        assert_eq!(form.focus(), "amount");
        form.next();
        assert_eq!(form.focus(), "reason");
        type_in(&mut form, "ab");
        form.typed(&Pressed::Erase);
        assert_eq!(form.value("reason"), "a");
    }

    #[test]
    fn a_form_prints_nothing_of_what_is_typed() {
        let mut form = form();
        form.input(SECOND_PIN, "246813");
        assert!(!format!("{form:?}").contains("246813"));
    }

    #[test]
    fn a_code_in_the_field_of_a_pin_is_said_to_be_one_and_tried_as_none() {
        let mut form = form();
        form.input("reason", "λάθος");
        form.input(SECOND, "eleni");
        form.input(SECOND_PIN, "RF23902018000009320427216");
        assert!(form.take_second().is_none() && form.open);
        assert!(matches!(form.trouble.as_deref(), Some(DeskError::Pin(BadPin::Code))));
        assert!(form.value(SECOND_PIN).is_empty());
        form.input(SECOND_PIN, "094019245");
        form.trouble = None;
        form.refuse_scan();
        assert!(form.value(SECOND_PIN).is_empty());
        assert!(matches!(form.trouble.as_deref(), Some(DeskError::Pin(BadPin::Code))));
    }

    #[test]
    fn a_field_that_asks_for_codes_takes_them_one_after_another() {
        let mut form = Form::by_two(vec![Field::codes("codes", "codes"), Field::required("reason", "reason")]);
        for code in ["RF1", "RF2"] {
            type_in(&mut form, code);
            assert!(form.takes_scan());
        }
        assert_eq!((form.value("codes"), form.focus()), ("RF1, RF2,", "codes"));
        form.turn_to("reason");
        assert!(!form.takes_scan());
    }

    #[test]
    fn a_new_pin_is_typed_twice_alike() {
        let mut form = Form::with_new_pin(Vec::new());
        form.input(NEW_PIN, "482915");
        form.input(NEW_PIN_AGAIN, "482916");
        assert!(form.take_new_pin().is_none());
        assert!(matches!(form.trouble.as_deref(), Some(DeskError::Pin(BadPin::Differ))));
        form.input(NEW_PIN, "482915");
        form.input(NEW_PIN_AGAIN, "482915");
        assert_eq!(form.take_new_pin().unwrap().digits(), "482915");
        assert!(form.value(NEW_PIN).is_empty() && !form.open);
    }
}
