//! Rust source to the paths that it names. Comments, strings and what is compiled for tests only are left out,
//! because the arrows between rooms are about the program.

/// A word or a sign of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its text; a literal keeps only its first character, but for numbers.
    pub text: String,
    /// Line, from 1.
    pub line: usize,
    /// What it is.
    pub kind: Kind,
}

/// Kinds of token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A name or a keyword.
    Ident,
    /// A number.
    Number,
    /// A string, a character or a lifetime.
    Literal,
    /// Anything else; `::` is one.
    Sign,
}

/// A path with its groups written out: `use a::{b, c::d}` is `a::b` and `a::c::d`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Its names.
    pub names: Vec<String>,
    /// Line, from 1.
    pub line: usize,
    /// Whether a `use` or `extern crate` declares it, so that one name alone is a path.
    pub declared: bool,
}

/// Splits a source into tokens.
pub fn tokens(source: &str) -> Vec<Token> {
    let text: Vec<char> = source.chars().collect();
    let mut out: Vec<Token> = Vec::new();
    let (mut at, mut line) = (0, 1);
    while at < text.len() {
        let after_dot = out.last().is_some_and(|last| last.text == ".");
        let (end, kind) = next(&text, at, after_dot);
        if let Some(kind) = kind {
            let keep = if kind == Kind::Literal { at + 1 } else { end };
            out.push(Token { text: text[at..keep].iter().collect(), line, kind });
        }
        line += text[at..end].iter().filter(|c| **c == '\n').count();
        at = end;
    }
    out
}

/// Where the token at `at` ends, and what it is; nothing for white space and comments.
fn next(text: &[char], at: usize, after_dot: bool) -> (usize, Option<Kind>) {
    let starts = |word: &str| word.chars().enumerate().all(|(i, c)| text.get(at + i) == Some(&c));
    let c = text[at];
    if c.is_whitespace() {
        (at + 1, None)
    } else if starts("//") {
        (find(text, at, |rest| rest[0] == '\n'), None)
    } else if starts("/*") {
        (block_comment(text, at), None)
    } else if let Some(end) = string(text, at) {
        (end, Some(Kind::Literal))
    } else if c == '\'' {
        (quote(text, at), Some(Kind::Literal))
    } else if c.is_ascii_digit() {
        (number(text, at, after_dot), Some(Kind::Number))
    } else if c.is_alphabetic() || c == '_' {
        (find(text, at, |rest| !rest[0].is_alphanumeric() && rest[0] != '_'), Some(Kind::Ident))
    } else if starts("::") {
        (at + 2, Some(Kind::Sign))
    } else {
        (at + 1, Some(Kind::Sign))
    }
}

/// The first place from `at` on where the rest fits, or the end.
fn find(text: &[char], at: usize, fits: impl Fn(&[char]) -> bool) -> usize {
    (at..text.len()).find(|i| fits(&text[*i..])).unwrap_or(text.len())
}

fn block_comment(text: &[char], at: usize) -> usize {
    let mut depth = 0;
    let mut i = at;
    while i < text.len() {
        match (text[i], text.get(i + 1)) {
            ('/', Some('*')) => (depth, i) = (depth + 1, i + 2),
            ('*', Some('/')) => (depth, i) = (depth - 1, i + 2),
            _ => i += 1,
        }
        if depth == 0 {
            return i;
        }
    }
    text.len()
}

/// The end of a string that begins here: plain, byte, C, raw.
fn string(text: &[char], at: usize) -> Option<usize> {
    let prefix = text[at..].iter().take_while(|c| matches!(c, 'b' | 'c' | 'r')).count().min(2);
    let raw = prefix > 0 && text[at + prefix - 1] == 'r';
    let hashes = if raw { text[at + prefix..].iter().take_while(|c| **c == '#').count() } else { 0 };
    let open = at + prefix + hashes;
    if text.get(open) != Some(&'"') {
        return None;
    }
    let mut i = open + 1;
    while i < text.len() {
        match text[i] {
            '\\' if !raw => i += 2,
            '"' if text[i + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes => {
                return Some(i + 1 + hashes);
            }
            _ => i += 1,
        }
    }
    Some(text.len())
}

/// The end of a character or of a lifetime.
fn quote(text: &[char], at: usize) -> usize {
    match (text.get(at + 1), text.get(at + 2)) {
        (Some('\\'), _) => find(text, at + 3, |rest| rest[0] == '\'') + 1,
        (Some(_), Some('\'')) => at + 3,
        _ => find(text, at + 1, |rest| !rest[0].is_alphanumeric() && rest[0] != '_'),
    }
}

/// The end of a number; after a dot it is the place in a tuple and takes no decimals.
fn number(text: &[char], at: usize, after_dot: bool) -> usize {
    let word = |from: usize| find(text, from, |rest| !rest[0].is_alphanumeric() && rest[0] != '_');
    let end = word(at);
    let decimals = !after_dot && text.get(end) == Some(&'.') && text.get(end + 1).is_some_and(char::is_ascii_digit);
    if decimals { word(end + 1) } else { end }
}

/// A source without what is compiled for tests only.
pub struct Program {
    /// What is left.
    pub tokens: Vec<Token>,
    /// Modules in files of their own that only tests have.
    pub test_modules: Vec<String>,
}

/// Leaves out the items under `#[cfg(test)]`, or everything under `#![cfg(test)]`.
pub fn program(tokens: &[Token]) -> Program {
    let mut program = Program { tokens: Vec::new(), test_modules: Vec::new() };
    let mut at = 0;
    while at < tokens.len() {
        match attribute(tokens, at) {
            Some(found) if found.test && found.inner => return program,
            Some(found) if found.test => {
                let end = item_end(tokens, found.end);
                if let [word, name, sign] = &tokens[found.end..end]
                    && (word.text.as_str(), sign.text.as_str()) == ("mod", ";")
                {
                    program.test_modules.push(name.text.clone());
                }
                at = end;
            }
            _ => {
                program.tokens.push(tokens[at].clone());
                at += 1;
            }
        }
    }
    program
}

struct Attribute {
    end: usize,
    inner: bool,
    test: bool,
}

fn attribute(tokens: &[Token], at: usize) -> Option<Attribute> {
    let text = |i: usize| tokens.get(i).map(|t| t.text.as_str());
    let inner = text(at + 1) == Some("!");
    let open = at + 1 + usize::from(inner);
    if text(at) != Some("#") || text(open) != Some("[") {
        return None;
    }
    let end = group_end(tokens, open);
    let has = |word: &str| tokens[open..end].iter().any(|t| t.kind == Kind::Ident && t.text == word);
    let test = text(open + 1) == Some("cfg") && has("test") && !has("not");
    Some(Attribute { end, inner, test })
}

/// The place after the sign that closes the group opened at `open`.
fn group_end(tokens: &[Token], open: usize) -> usize {
    let mut depth = 0_usize;
    for (i, token) in tokens.iter().enumerate().skip(open) {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return i + 1;
        }
    }
    tokens.len()
}

/// The end of an item: its `;`, or the end of its block.
fn item_end(tokens: &[Token], start: usize) -> usize {
    let mut at = start;
    while let Some(further) = attribute(tokens, at) {
        at = further.end;
    }
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            ";" => return at + 1,
            "{" => return group_end(tokens, at),
            "(" | "[" => at = group_end(tokens, at),
            // The end of what the item stands in: it was a field or a match arm.
            "}" => return at,
            _ => at += 1,
        }
    }
    tokens.len()
}

/// Keywords that a path with a leading `::` may follow.
const KEYWORDS: [&str; 14] =
    ["use", "as", "in", "return", "mut", "dyn", "impl", "else", "match", "if", "for", "where", "break", "const"];

/// All paths of a source, in `use` declarations and anywhere else.
pub fn paths(tokens: &[Token]) -> Vec<Path> {
    let text = |i: usize| tokens.get(i).map_or("", |t| t.text.as_str());
    let mut out = Vec::new();
    let mut declared = false;
    let mut at = 0;
    while at < tokens.len() {
        match text(at) {
            "use" => declared = true,
            "crate" if at > 0 && text(at - 1) == "extern" => {
                declared = true;
                at += 1;
                continue;
            }
            ";" => declared = false,
            _ => {}
        }
        // After a keyword `::` begins a path, after another name or `<…>` it goes on with one.
        let goes_on = |at: usize| !KEYWORDS.contains(&text(at)) && (names(tokens, at) || text(at) == ">");
        let within = at > 0 && (text(at - 1) == "." || text(at - 1) == "::" && at > 1 && goes_on(at - 2));
        if names(tokens, at) && !KEYWORDS.contains(&text(at)) && !within {
            at = tree(tokens, at, &[], declared, &mut out);
        } else {
            at += 1;
        }
    }
    out
}

fn names(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|t| t.kind == Kind::Ident)
}

/// One path with what its groups add to it; gives the place after it.
fn tree(tokens: &[Token], at: usize, head: &[String], declared: bool, out: &mut Vec<Path>) -> usize {
    let text = |i: usize| tokens.get(i).map_or("", |t| t.text.as_str());
    let mut names_so_far = head.to_vec();
    let line = tokens[at].line;
    let mut at = at;
    loop {
        names_so_far.push(tokens[at].text.clone());
        at += 1;
        if text(at) != "::" || at + 1 >= tokens.len() {
            break;
        }
        at += 1;
        if text(at) == "{" {
            return group(tokens, at, &names_so_far, declared, out);
        }
        if !names(tokens, at) && text(at) != "*" {
            break;
        }
    }
    out.push(Path { names: names_so_far, line, declared });
    at
}

/// The paths of `{a, b::c}` under a head.
fn group(tokens: &[Token], open: usize, head: &[String], declared: bool, out: &mut Vec<Path>) -> usize {
    let end = group_end(tokens, open);
    let mut at = open + 1;
    while at + 1 < end {
        let text = tokens[at].text.as_str();
        if text == "as" {
            at += 2;
        } else if text == "*" || names(tokens, at) {
            at = tree(tokens, at, head, declared, out);
        } else {
            at += 1;
        }
    }
    end
}
