//! Types of a few values, each with its word: what stands for it in the database, in JSON, in settings, and (with `-` for
//! `_`) in the key of its sentence. The word is spelled beside the value and not made of its name, because databases and
//! scripts hold words: a value can be called otherwise, a word is never renamed.

/// A type that [`worded!`] made, for what takes any of them.
pub trait Worded: Copy + PartialEq + 'static {
    const VALUES: &'static [Self];

    fn as_word(self) -> &'static str;
}

/// `worded! { pub enum Role { Cashier = "cashier" } }`: the type with all its values in their order, and the way from a
/// value to its word and back, in serde too.
macro_rules! worded {
    ($(#[$meta:meta])* $visible:vis enum $name:ident { $($(#[$of:meta])* $value:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        $visible enum $name {
            $($(#[$of])* $value),+
        }

        impl $name {
            pub const ALL: [$name; [$($word),+].len()] = [$($name::$value),+];
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            pub const fn word(self) -> &'static str {
                match self {
                    $($name::$value => $word),+
                }
            }

            pub fn from_word(word: &str) -> Option<$name> {
                match word {
                    $($word => Some($name::$value),)+
                    _ => None,
                }
            }
        }

        impl $crate::domain::worded::Worded for $name {
            const VALUES: &'static [$name] = &$name::ALL;

            fn as_word(self) -> &'static str {
                self.word()
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<$name, D::Error> {
                let word = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                $name::from_word(&word).ok_or_else(|| serde::de::Error::unknown_variant(&word, $name::WORDS))
            }
        }
    };
}
pub(crate) use worded;

#[cfg(test)]
mod tests {
    worded! {
        pub enum Sign {
            Up = "up",
            FarDown = "far_down",
        }
    }

    #[test]
    fn a_value_is_its_word_in_json_and_back_and_another_word_is_none() {
        for sign in Sign::ALL {
            assert_eq!(Sign::from_word(sign.word()), Some(sign));
            let json = serde_json::to_string(&sign).unwrap();
            assert_eq!(json, format!("{:?}", sign.word()));
            assert_eq!(serde_json::from_str::<Sign>(&json).unwrap(), sign);
        }
        assert_eq!(Sign::ALL, [Sign::Up, Sign::FarDown]);
        assert_eq!(Sign::from_word("FarDown"), None);
        let error = serde_json::from_str::<Sign>("\"down\"").unwrap_err().to_string();
        assert!(error.contains("`down`") && error.contains("`far_down`"), "{error}");
    }
}
