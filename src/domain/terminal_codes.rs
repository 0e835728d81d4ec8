//! Result and error codes of the terminal. A code that no text lists is kept as it came and treated as its
//! class: an error was refused before any card was read, a result other than `00` was not charged.

use std::fmt;

/// The two characters of a RESULT, as they came.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ResultCode([u8; 2]);

/// The three characters of an ERROR, as they came.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ErrorCode([u8; 3]);

/// What a listed result code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KnownResult {
    /// `00`
    Approved,
    /// `03`: by the user, or nobody presented a card in time.
    CancelledOrTimedOut,
    /// `04`
    DeclinedByTerminal,
    /// `05`
    DeclinedByHost,
    /// `06`
    Communication,
    /// `09`
    HostUnreachable,
    /// `33`: no reason given.
    Declined,
    /// `66`
    TerminalSystem,
}

/// What a listed error code says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum KnownError {
    /// `000`: no error; success of a CONTROL, end of a RESEND-ALL.
    Success,
    /// `001`: the terminal does not speak this protocol.
    Protocol,
    /// `002`: the session was used before.
    Duplicate,
    /// `003`
    Syntax,
    /// `004`
    Currency,
    /// `100`: internal; to a RESEND, that no unacknowledged result is held.
    Internal,
    /// `500`
    InvalidCommand,
    /// `501`
    WrongParameter,
    /// `502`
    MacMissing,
    /// `503`
    MacWrong,
    /// `504`
    MacNotSupported,
    /// `777`
    NotConnected,
    /// `999`: someone is in its menu, it is printing or updating.
    Busy,
}

impl ResultCode {
    /// `00`, the only one that charges.
    pub const APPROVED: ResultCode = ResultCode(*b"00");
    /// `05`: declined by the host.
    pub const DECLINED_BY_HOST: ResultCode = ResultCode(*b"05");

    /// From two letters or digits; nothing otherwise.
    pub fn parse(text: &str) -> Option<ResultCode> {
        characters(text).map(ResultCode)
    }

    /// The two characters.
    pub fn as_str(&self) -> &str {
        // Only `characters` makes one, so it is ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether the card was charged.
    pub fn is_approved(self) -> bool {
        self == ResultCode::APPROVED
    }

    /// What it says, where it is listed.
    pub fn known(self) -> Option<KnownResult> {
        match &self.0 {
            b"00" => Some(KnownResult::Approved),
            b"03" => Some(KnownResult::CancelledOrTimedOut),
            b"04" => Some(KnownResult::DeclinedByTerminal),
            b"05" => Some(KnownResult::DeclinedByHost),
            b"06" => Some(KnownResult::Communication),
            b"09" => Some(KnownResult::HostUnreachable),
            b"33" => Some(KnownResult::Declined),
            b"66" => Some(KnownResult::TerminalSystem),
            _ => None,
        }
    }
}

impl ErrorCode {
    /// `000`: success.
    pub const SUCCESS: ErrorCode = ErrorCode(*b"000");
    /// `001`: protocol not supported.
    pub const PROTOCOL: ErrorCode = ErrorCode(*b"001");
    /// `002`: session repeated.
    pub const DUPLICATE: ErrorCode = ErrorCode(*b"002");
    /// `003`: syntax.
    pub const SYNTAX: ErrorCode = ErrorCode(*b"003");
    /// `004`: wrong currency.
    pub const CURRENCY: ErrorCode = ErrorCode(*b"004");
    /// `100` as the answer to a RESEND: no unacknowledged result is held. From public implementations, not
    /// from the text of the decision, so it is named once, here.
    pub const NOTHING_HELD: ErrorCode = ErrorCode(*b"100");
    /// `500`: invalid command.
    pub const INVALID_COMMAND: ErrorCode = ErrorCode(*b"500");
    /// `501`: wrong parameter.
    pub const WRONG_PARAMETER: ErrorCode = ErrorCode(*b"501");
    /// `502`: MAC missing.
    pub const MAC_MISSING: ErrorCode = ErrorCode(*b"502");
    /// `503`: MAC wrong.
    pub const MAC_WRONG: ErrorCode = ErrorCode(*b"503");
    /// `504`: MAC not supported.
    pub const MAC_NOT_SUPPORTED: ErrorCode = ErrorCode(*b"504");
    /// `999`: busy.
    pub const BUSY: ErrorCode = ErrorCode(*b"999");

    /// From three letters or digits; nothing otherwise.
    pub fn parse(text: &str) -> Option<ErrorCode> {
        characters(text).map(ErrorCode)
    }

    /// The three characters.
    pub fn as_str(&self) -> &str {
        // Only `characters` makes one, so it is ASCII.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// Whether it is `000`, which refuses nothing.
    pub fn is_success(self) -> bool {
        self == ErrorCode::SUCCESS
    }

    /// Whether it asks for another exchange of the session key: the terminal has lost or never had it. Once; a
    /// terminal that says so again has another master key, or none.
    pub fn asks_for_new_key(self) -> bool {
        [ErrorCode::MAC_MISSING, ErrorCode::MAC_WRONG, ErrorCode::MAC_NOT_SUPPORTED].contains(&self)
    }

    /// What it says, where it is listed.
    pub fn known(self) -> Option<KnownError> {
        match &self.0 {
            b"000" => Some(KnownError::Success),
            b"001" => Some(KnownError::Protocol),
            b"002" => Some(KnownError::Duplicate),
            b"003" => Some(KnownError::Syntax),
            b"004" => Some(KnownError::Currency),
            b"100" => Some(KnownError::Internal),
            b"500" => Some(KnownError::InvalidCommand),
            b"501" => Some(KnownError::WrongParameter),
            b"502" => Some(KnownError::MacMissing),
            b"503" => Some(KnownError::MacWrong),
            b"504" => Some(KnownError::MacNotSupported),
            b"777" => Some(KnownError::NotConnected),
            b"999" => Some(KnownError::Busy),
            _ => None,
        }
    }
}

fn characters<const N: usize>(text: &str) -> Option<[u8; N]> {
    let bytes: [u8; N] = text.as_bytes().try_into().ok()?;
    bytes.iter().all(u8::is_ascii_alphanumeric).then_some(bytes)
}

impl fmt::Display for ResultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for ResultCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "C:{self}")
    }
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for ErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E:{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unlisted_code_is_kept_as_it_came_and_never_approves() {
        let code = ResultCode::parse("Z9").unwrap();
        assert_eq!((code.as_str(), code.known(), code.is_approved()), ("Z9", None, false));
        assert_eq!(ErrorCode::parse("123").unwrap().known(), None);
    }

    #[test]
    fn only_whole_codes_are_codes() {
        for text in ["", "0", "000", "0 ", "0é", "é"] {
            assert_eq!(ResultCode::parse(text), None, "{text:?}");
        }
        for text in ["", "00", "0000", "00/"] {
            assert_eq!(ErrorCode::parse(text), None, "{text:?}");
        }
    }
}
