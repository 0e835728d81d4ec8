//! Which files of a room name each other, and the circles among them. A file uses another when it names something that
//! stands there; what a module only hands on (`pub use`) stands where it was written. A method that is called on a value
//! names no file, so a type whose methods stand in several files is no circle by that alone.

use std::collections::{BTreeMap, BTreeSet};

use super::lexer::{Kind, Path, Token, paths, program, tokens};
use super::rules::module_of;

/// A file as the search needs it.
struct File {
    module: Vec<String>,
    /// What it names outside its `pub use` lines, from the root of the crate.
    named: Vec<Vec<String>>,
    /// Its `use` lines: the name as it is known here, and where it comes from.
    handed_on: BTreeMap<String, Vec<String>>,
}

/// The circles of a room: groups of files in which each one leads back to itself, in order of their names.
pub fn circles(room: &str, sources: &BTreeMap<String, String>) -> Vec<Vec<String>> {
    let modules: BTreeSet<Vec<String>> = sources.keys().map(|file| module_of(file)).collect();
    let files: BTreeMap<&String, File> = sources
        .iter()
        .filter(|(file, _)| module_of(file).first().is_some_and(|first| first == room))
        .map(|(file, source)| (file, read(file, source, &modules)))
        .collect();
    let known: BTreeMap<&Vec<String>, (&String, &File)> =
        files.iter().map(|(name, file)| (&file.module, (*name, file))).collect();
    let uses: BTreeMap<&String, BTreeSet<&String>> = files
        .iter()
        .map(|(name, file)| {
            let used = file.named.iter().filter_map(|path| stands_in(path, &known, 0));
            (*name, used.filter(|used| used != name).collect())
        })
        .collect();
    let reached: BTreeMap<&String, BTreeSet<&String>> = uses.keys().map(|name| (*name, reach(name, &uses))).collect();
    let mut out: BTreeSet<Vec<String>> = BTreeSet::new();
    for (name, from_here) in &reached {
        let back: Vec<String> =
            from_here.iter().filter(|there| reached[**there].contains(name)).map(|there| (*there).clone()).collect();
        if !back.is_empty() {
            out.insert(back);
        }
    }
    out.into_iter().collect()
}

/// Every file that one can come to from here.
fn reach<'a>(from: &String, uses: &BTreeMap<&'a String, BTreeSet<&'a String>>) -> BTreeSet<&'a String> {
    let mut seen: BTreeSet<&String> = BTreeSet::new();
    let mut next: Vec<&String> = uses[from].iter().copied().collect();
    while let Some(file) = next.pop() {
        if seen.insert(file) {
            next.extend(uses[file].iter().copied());
        }
    }
    seen
}

/// The file that holds the last name of a path, through those that hand it on.
fn stands_in<'a>(
    path: &[String],
    known: &BTreeMap<&Vec<String>, (&'a String, &File)>,
    depth: usize,
) -> Option<&'a String> {
    let long = (1..=path.len()).rev().find(|long| known.contains_key(&path[..*long].to_vec()))?;
    let (name, file) = known[&path[..long].to_vec()];
    // `use a::a` can hand a name on to itself.
    let handed = path.get(long).and_then(|item| file.handed_on.get(item)).filter(|_| depth < 8);
    match handed {
        Some(from) => {
            let further: Vec<String> = from.iter().chain(&path[long + 1..]).cloned().collect();
            (further != path).then(|| stands_in(&further, known, depth + 1)).flatten()
        }
        None => Some(name),
    }
}

fn read(file: &str, source: &str, modules: &BTreeSet<Vec<String>>) -> File {
    let module = module_of(file);
    let all = tokens(source);
    let (own, public) = apart(&program(&all).tokens);
    let from_root = |names: &[String]| from_root(names, &module, modules);
    // A module that stands in the file itself is a step further from the root.
    let has_modules_within = own.windows(3).any(|three| three[0].text == "mod" && three[2].text == "{");
    let mut handed_on = BTreeMap::new();
    let mut named = Vec::new();
    for path in paths(&own) {
        // One name alone is a variable, or the module of a `mod` line.
        let long_enough = path.declared || path.names.len() > 1;
        if !long_enough {
            continue;
        }
        if has_modules_within && let ["super", further @ ..] = names_of(&path).as_slice() {
            let further: Vec<String> =
                std::iter::once("self").chain(further.iter().copied()).map(str::to_owned).collect();
            named.extend(from_root(&further));
        }
        let Some(full) = from_root(&path.names) else { continue };
        if path.declared
            && let Some(name) = path.names.last()
        {
            handed_on.insert(name.clone(), full.clone());
        }
        named.push(full);
    }
    for path in paths(&public) {
        let (Some(full), Some(name)) = (from_root(&path.names), path.names.last()) else { continue };
        // Handed on and used here as well.
        if own.iter().any(|token| token.kind == Kind::Ident && token.text == *name) {
            named.push(full.clone());
        }
        handed_on.insert(name.clone(), full);
    }
    File { module, named, handed_on }
}

fn names_of(path: &Path) -> Vec<&str> {
    path.names.iter().map(String::as_str).collect()
}

/// The tokens without the `pub use` lines and without who may see what, and those lines.
fn apart(tokens: &[Token]) -> (Vec<Token>, Vec<Token>) {
    let (mut own, mut public) = (Vec::new(), Vec::new());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let ends = |from: usize| tokens.iter().skip(from).position(|t| t.text == ";").map(|long| from + long + 1);
        let after = match (token.text.as_str(), tokens.get(at + 1).map(|next| next.text.as_str())) {
            ("pub", Some("(")) => tokens.iter().skip(at).position(|t| t.text == ")").map(|long| at + long + 1),
            ("pub", _) => Some(at + 1),
            _ => None,
        };
        let use_line = after.filter(|after| tokens.get(*after).is_some_and(|next| next.text == "use")).and_then(ends);
        match use_line {
            Some(end) => {
                public.extend_from_slice(&tokens[after.unwrap_or(at)..end]);
                at = end;
            }
            None => {
                own.push(token.clone());
                // `pub(in crate::command)` says who may see it, and uses nothing.
                at = after.unwrap_or(at + 1);
            }
        }
    }
    (own, public)
}

/// A path as it would be written from the root; nothing where it leads out of the crate.
fn from_root(names: &[String], module: &[String], modules: &BTreeSet<Vec<String>>) -> Option<Vec<String>> {
    let names = match names {
        [me, up, ..] if me == "self" && up == "super" => &names[1..],
        _ => names,
    };
    match names.first()?.as_str() {
        "crate" | "tameio" => Some(names[1..].to_vec()),
        "self" => Some([module, &names[1..]].concat()),
        "super" => {
            let ups = names.iter().take_while(|name| *name == "super").count();
            let base = module.get(..module.len().checked_sub(ups)?)?;
            Some([base, &names[ups..]].concat())
        }
        _ => {
            let child = [module, &names[..1]].concat();
            modules.contains(&child).then(|| [module, names].concat())
        }
    }
}
