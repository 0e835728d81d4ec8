//! The message authentication of the `aade` dialect: double-length triple DES (K1, K2, K1). The master key is
//! shared out of band, the session key comes wrapped under it. No type here prints its bytes.

use std::fmt;

use des::cipher::{Block, BlockCipherDecrypt, BlockCipherEncrypt, KeyInit};
use des::{TdesEde2, weak_key_test};
use thiserror::Error;

const BLOCK: usize = 8;

/// The key that the desk and the terminal share.
#[derive(Clone, PartialEq, Eq)]
pub struct MasterKey([u8; 16]);

/// The key that signs messages.
#[derive(Clone, PartialEq, Eq)]
pub struct SessionKey([u8; 16]);

/// A session key under a master key: what CONTROL `MAC_K` carries.
#[derive(Clone, PartialEq, Eq)]
pub struct WrappedKey([u8; 16]);

/// A key's check value: the first three bytes of eight zero bytes enciphered under it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct CheckValue([u8; 3]);

/// A message's authentication code, four bytes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Mac([u8; 4]);

/// Why a key cannot be used. Says nothing of its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum KeyError {
    /// Not the hex digits that this kind of key has.
    #[error("not a key of the expected hex digits")]
    Malformed,
    /// The unwrapped key has another check value: the master keys differ.
    #[error("the session key's check value does not fit")]
    CheckValue,
    /// A key that enciphers hardly or not at all: draw another.
    #[error("a weak key")]
    Weak,
}

macro_rules! hex_value {
    ($name:ident, $size:literal) => {
        impl $name {
            /// From hex digits, two a byte, either case.
            ///
            /// # Errors
            /// [`KeyError::Malformed`] for anything else.
            pub fn from_hex(text: &str) -> Result<$name, KeyError> {
                from_hex::<$size>(text).map($name).ok_or(KeyError::Malformed)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

hex_value!(MasterKey, 16);
hex_value!(SessionKey, 16);
hex_value!(WrappedKey, 16);
hex_value!(CheckValue, 3);
hex_value!(Mac, 4);

macro_rules! hex_text {
    ($name:ident) => {
        impl $name {
            /// Upper-case hex digits, as the wire has them.
            pub fn to_hex(&self) -> String {
                hex(&self.0)
            }
        }
    };
}

// Only what travels in clear has a text.
hex_text!(WrappedKey);
hex_text!(CheckValue);
hex_text!(Mac);

impl MasterKey {
    /// The key itself as 32 upper-case hex digits, for the one file that keeps it. Nothing else may hold this
    /// text: no log, no error, no message, no backup.
    pub fn to_secret_hex(&self) -> String {
        hex(&self.0)
    }

    /// Its check value, which tells people whether two sides have the same key without telling the key.
    pub fn check_value(&self) -> CheckValue {
        check_value(&self.0)
    }

    /// Wraps a session key for CONTROL `MAC_K` (triple DES, ECB).
    pub fn wrap(&self, key: &SessionKey) -> WrappedKey {
        let cipher = TdesEde2::new(&self.0.into());
        WrappedKey(each_block(key.0, |block| cipher.encrypt_block(block)))
    }

    /// Unwraps a session key (triple DES, ECB) and holds it against its check value.
    ///
    /// # Errors
    /// [`KeyError::CheckValue`] when it does not fit.
    pub fn unwrap_key(&self, wrapped: &WrappedKey, check: CheckValue) -> Result<SessionKey, KeyError> {
        let cipher = TdesEde2::new(&self.0.into());
        let key = SessionKey(each_block(wrapped.0, |block| cipher.decrypt_block(block)));
        if key.check_value() == check { Ok(key) } else { Err(KeyError::CheckValue) }
    }
}

impl SessionKey {
    /// A new key from sixteen random bytes of the caller. The lowest bit of each byte becomes the odd parity that
    /// DES keys have: it enciphers nothing, and some terminals refuse a key without it.
    ///
    /// # Errors
    /// [`KeyError::Weak`] when the two halves are equal, which makes triple DES the single DES that anybody can
    /// search through, or when a half is one of the listed weak keys, under which enciphering twice gives the
    /// text back. Chance draws none of them in a lifetime; a broken source of it does.
    pub fn from_random(random: [u8; 16]) -> Result<SessionKey, KeyError> {
        let key = random.map(|byte| byte & !1 | u8::from((byte & !1).count_ones() % 2 == 0));
        weak_key_test(&key).map_err(|_| KeyError::Weak)?;
        Ok(SessionKey(key))
    }

    pub fn check_value(&self) -> CheckValue {
        check_value(&self.0)
    }

    /// The code of a body up to, not including, `/Q`: triple DES CBC from zero over the body padded with zero
    /// bytes to whole blocks; the first four bytes of the last block. The frame header is not covered.
    pub fn mac(&self, covered: &[u8]) -> Mac {
        let [a, b, c, d, ..] = last_block(&self.0, covered);
        Mac([a, b, c, d])
    }
}

fn check_value(key: &[u8; 16]) -> CheckValue {
    let [a, b, c, ..] = last_block(key, &[0; BLOCK]);
    CheckValue([a, b, c])
}

/// The last block of triple DES CBC from zero.
fn last_block(key: &[u8; 16], bytes: &[u8]) -> [u8; BLOCK] {
    let cipher = TdesEde2::new(&(*key).into());
    let mut block = Block::<TdesEde2>::default();
    for chunk in bytes.chunks(BLOCK) {
        for (state, byte) in block.iter_mut().zip(chunk) {
            *state ^= byte;
        }
        cipher.encrypt_block(&mut block);
    }
    block.into()
}

/// Each block of a wrapped or bare key by itself (ECB).
fn each_block(mut bytes: [u8; 16], work: impl Fn(&mut Block<TdesEde2>)) -> [u8; 16] {
    for chunk in bytes.chunks_exact_mut(BLOCK) {
        let mut block = Block::<TdesEde2>::default();
        block.copy_from_slice(chunk);
        work(&mut block);
        chunk.copy_from_slice(&block);
    }
    bytes
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        for digit in pair {
            let value = char::from(*digit).to_digit(16).and_then(|value| u8::try_from(value).ok())?;
            *byte = *byte << 4 | value;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn random_keys() -> impl Strategy<Value = SessionKey> {
        any::<[u8; 16]>().prop_filter_map("weak", |random| SessionKey::from_random(random).ok())
    }

    proptest! {
        #[test]
        fn a_wrapped_key_unwraps_to_itself_under_the_same_master_key_alone(
            master in any::<[u8; 16]>(),
            other in any::<[u8; 16]>(),
            key in random_keys(),
        ) {
            let (master, other) = (MasterKey(master), MasterKey(other));
            let wrapped = master.wrap(&key);
            prop_assert!(master.unwrap_key(&wrapped, key.check_value()) == Ok(key.clone()));
            prop_assert!(wrapped.to_hex() != hex(&key.0));
            // Another check value than the key's own never fits.
            let CheckValue([a, b, c]) = key.check_value();
            let wrong = CheckValue([a, b, c ^ 1]);
            prop_assert_eq!(master.unwrap_key(&wrapped, wrong), Err(KeyError::CheckValue));
            if other.check_value() != master.check_value() {
                prop_assert!(other.unwrap_key(&wrapped, key.check_value()) != Ok(key));
            }
        }

        #[test]
        fn a_drawn_key_has_odd_parity_and_every_other_bit_of_the_draw(random in any::<[u8; 16]>()) {
            if let Ok(key) = SessionKey::from_random(random) {
                prop_assert!(key.0.iter().all(|byte| byte.count_ones() % 2 == 1));
                prop_assert!(key.0.iter().zip(random).all(|(byte, drawn)| byte >> 1 == drawn >> 1));
            }
        }

        #[test]
        fn a_master_key_that_was_written_down_is_read_again(bytes in any::<[u8; 16]>()) {
            let key = MasterKey(bytes);
            let again = MasterKey::from_hex(&key.to_secret_hex()).unwrap();
            prop_assert_eq!(again.check_value(), key.check_value());
            prop_assert!(again == key);
        }
    }

    #[test]
    fn a_draw_with_equal_halves_or_a_weak_half_is_refused() {
        // All semi-weak and weak halves of FIPS 74 come with parity; a draw need not have it.
        let strong = [0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0];
        let weak = [
            [0x00; 8],
            [0xff; 8],
            [0x1f, 0x1f, 0x1f, 0x1f, 0x0e, 0x0e, 0x0e, 0x0e],
            [0x01, 0xfe].repeat(4).try_into().unwrap(),
        ];
        let of = |first: [u8; 8], second: [u8; 8]| {
            SessionKey::from_random([first, second].concat().try_into().unwrap()).err()
        };
        assert_eq!(of(strong, strong), Some(KeyError::Weak));
        // Equal but for parity bits, which encipher nothing.
        assert_eq!(of(strong, strong.map(|byte| byte ^ 1)), Some(KeyError::Weak));
        for half in weak {
            assert_eq!(of(half, strong), Some(KeyError::Weak), "{half:?}");
            assert_eq!(of(strong, half), Some(KeyError::Weak), "{half:?}");
        }
        let mut other = strong;
        other[7] ^= 2;
        assert_eq!(of(strong, other), None);
    }

    #[test]
    fn no_key_prints_its_bytes() {
        let hex = "12340000ABCD111122223333FFFFDDDD";
        let printed = format!(
            "{:?}{:?}{:?}{:?}",
            MasterKey::from_hex(hex).unwrap(),
            SessionKey::from_hex(hex).unwrap(),
            WrappedKey::from_hex(hex).unwrap(),
            Mac::from_hex("59D19E7D").unwrap()
        );
        assert_eq!(printed, "MasterKey(…)SessionKey(…)WrappedKey(…)Mac(…)");
    }

    #[test]
    fn a_session_key_of_another_master_key_is_refused() {
        let other = MasterKey::from_hex("00000000000000000000000000000000").unwrap();
        let wrapped = WrappedKey::from_hex("1ED9F7AE0B2509281BBC2DE38EF2A12B").unwrap();
        let check = CheckValue::from_hex("CC5FFF").unwrap();
        assert_eq!(other.unwrap_key(&wrapped, check), Err(KeyError::CheckValue));
    }

    #[test]
    fn what_is_not_hex_of_the_right_length_is_no_key() {
        for text in ["", "1234", "zz340000ABCD111122223333FFFFDDDD", "12340000ABCD111122223333FFFFDDDD0", "αβ"] {
            assert_eq!(SessionKey::from_hex(text), Err(KeyError::Malformed));
        }
    }
}
