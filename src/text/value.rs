//! Which value is a number in a sentence, and which is text: by its type, at the place where [`super::values`] names it.

use std::fmt::Display;

use super::Value;

/// A value on its way into a sentence. A number is said as one, because Rust looks for [`AsNumber`] before it looks one
/// reference further, where [`AsText`] is.
pub(crate) struct Said<T>(pub(crate) T);

pub(crate) trait AsNumber {
    fn said(&self) -> Value<'static>;
}

pub(crate) trait AsText {
    fn said(&self) -> Value<'static>;
}

impl<N: Number> AsNumber for Said<N> {
    fn said(&self) -> Value<'static> {
        self.0.number()
    }
}

impl<T: Display> AsText for &Said<T> {
    fn said(&self) -> Value<'static> {
        Value::from(self.0.to_string())
    }
}

/// A whole number.
pub(crate) trait Number {
    fn number(&self) -> Value<'static>;
}

impl<N: Number> Number for &N {
    fn number(&self) -> Value<'static> {
        (*self).number()
    }
}

macro_rules! numbers {
    ($($of:ty)*) => {$(
        impl Number for $of {
            fn number(&self) -> Value<'static> {
                Value::from(*self)
            }
        }
    )*};
}
numbers!(u8 u16 u32 u64 usize i32 i64);

#[cfg(test)]
mod tests {
    use crate::domain::money::Money;
    use crate::text::{Language, Text, Value, values};

    #[test]
    fn whole_numbers_are_numbers_and_everything_else_is_text() {
        let (rows, known, amount) = (1_u64, &3_usize, Money::from_cents(100).unwrap());
        let said: &[(&str, Value<'_>)] = values![rows, known, amount, name = "1", kept = String::from("2")];
        let numbers: Vec<bool> = said.iter().map(|(_, value)| matches!(value, Value::Number(_))).collect();
        assert_eq!(numbers, [true, true, false, false, false]);
    }

    #[test]
    fn one_is_said_in_the_singular_whatever_the_variable_is_called() {
        for (language, one, two) in [
            (Language::El, "1 γραμμή, 1 παραστατικό", "2 γραμμές, 2 παραστατικά"),
            (Language::En, "1 row, 1 document", "2 rows, 2 documents"),
        ] {
            let text = Text::new(language);
            for (number, said) in [(1_u64, one), (2, two)] {
                let whole = text.with("check-whole", values![rows = number, documents = number]);
                assert!(whole.contains(said), "{whole}");
            }
        }
    }
}
