//! The configuration file as `init` writes it, made of the settings while they are read: each with its default and what
//! it says to people.

/// Characters of a line of comment, its mark included.
const WIDTH: usize = 120;

#[derive(Default)]
pub(super) struct Sheet {
    text: String,
    /// A section that has no key of its own yet; one that gets none is not written.
    section: Option<String>,
}

impl Sheet {
    pub(super) fn section(&mut self, path: &str) {
        self.section = Some(path.to_owned());
    }

    fn begin(&mut self) {
        if let Some(path) = self.section.take() {
            self.blank();
            self.line(&format!("[{path}]"));
        }
    }

    /// Words about what follows, apart from what the next key says.
    pub(super) fn heading(&mut self, greek: &str, english: &str) {
        self.begin();
        if !self.text.ends_with("]\n") {
            self.blank();
        }
        self.comment([greek, english]);
        self.blank();
    }

    pub(super) fn key(&mut self, says: [&str; 2], name: &str, shown: &str, left_out: bool) {
        self.begin();
        self.comment(says);
        self.line(&format!("{}{name} = {shown}", if left_out { "# " } else { "" }));
    }

    pub(super) fn into_text(self) -> String {
        self.text
    }

    /// Both languages in one line where they fit.
    fn comment(&mut self, [greek, english]: [&str; 2]) {
        let both = format!("{greek} / {english}");
        if both.chars().count() + 2 <= WIDTH && !greek.contains('\n') {
            return self.line(&format!("# {both}"));
        }
        for text in [greek, english] {
            for paragraph in text.lines() {
                self.wrapped(paragraph);
            }
        }
    }

    fn wrapped(&mut self, text: &str) {
        let mut line = "#".to_owned();
        for word in text.split(' ') {
            if line.chars().count() + 1 + word.chars().count() > WIDTH {
                self.line(&std::mem::replace(&mut line, "#".to_owned()));
            }
            line.push(' ');
            line.push_str(word);
        }
        self.line(&line);
    }

    fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }
}
