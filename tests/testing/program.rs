//! A desk for tests of the whole program: the binary in a directory of its own, a configuration that opens all
//! week, a printer that is a file, and a simulated terminal that is a process of its own as well.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use serde_json::Value;
use tempfile::TempDir;

use crate::books::copy_folder;
pub use crate::sample::{DEBTS, RF_CANCELLED, RF_ONE, RF_TWO, RF_UNKNOWN};
use crate::{Nobody, not_over_midnight, pins};

/// The PIN of the first supervisor, in the file [`Desk::pin_file`].
pub const PIN: &str = "246810";
/// The first supervisor.
pub const SUPERVISOR: &str = "maria";
/// A cashier, at desks that are [`Desk::staffed`].
pub const CASHIER: &str = "nikos";
/// Their PIN.
pub const CASHIER_PIN: &str = "135792";

/// Hours that are open whenever a test runs.
pub const ALWAYS_OPEN: &str = "\
mon = \"00:00-24:00\"
tue = \"00:00-24:00\"
wed = \"00:00-24:00\"
thu = \"00:00-24:00\"
fri = \"00:00-24:00\"
sat = \"00:00-24:00\"
sun = \"00:00-24:00\"
";

/// Hours that are never open.
pub const ALWAYS_CLOSED: &str = "mon = \"\"\ntue = \"\"\nwed = \"\"\nthu = \"\"\nfri = \"\"\nsat = \"\"\nsun = \"\"\n";

/// How a run of the program ended.
#[derive(Debug)]
pub struct Ended {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ended {
    pub fn of(output: Output) -> Ended {
        Ended {
            code: output.status.code().expect("an exit code, not a signal"),
            stdout: String::from_utf8(output.stdout).expect("UTF-8 on standard output"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8 on standard error"),
        }
    }

    /// Standard output, which is one JSON object on one line and nothing else.
    pub fn json(&self) -> Value {
        assert_eq!(self.stdout.matches('\n').count(), 1, "one line: {self:?}");
        let value: Value = serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{e}: {self:?}"));
        assert!(value.is_object(), "{self:?}");
        value
    }

    /// Fails unless the exit code is this one.
    #[track_caller]
    pub fn expect(self, code: i32) -> Ended {
        assert_eq!(self.code, code, "{self:?}");
        self
    }
}

/// What a desk's configuration says; the rest are the defaults.
#[derive(Clone)]
pub struct Settings {
    pub hours: String,
    /// Lines of `[terminal]`.
    pub terminal: String,
    /// Lines of `[printer]`.
    pub printer: String,
    /// Further sections.
    pub more: String,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            hours: ALWAYS_OPEN.to_owned(),
            // Nothing is sent by mistake.
            terminal: format!("protocol = \"aade\"\naddress = \"{}\"\n", Nobody::at_all()),
            printer: "link = \"file\"\npath = \"receipts.bin\"\n".to_owned(),
            // What is compared is told by a test of its own.
            more: "[till]\ncomparison = \"optional\"\n".to_owned(),
        }
    }
}

/// Which desks are made once.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    New,
    Open,
    Staffed,
}

/// The desk of a kind that the others are copied from. A till is of one day, so after midnight it is made anew.
fn made(kind: Kind) -> Arc<Desk> {
    static MADE: Mutex<Vec<(Kind, NaiveDate, Arc<Desk>)>> = Mutex::new(Vec::new());
    let today = tameio::domain::time::local_date(chrono::Utc::now());
    let mut made = MADE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some((_, _, desk)) = made.iter().find(|(of, on, _)| (*of, *on) == (kind, today)) {
        return Arc::clone(desk);
    }
    let desk = Arc::new(Desk::make(kind));
    made.push((kind, today, Arc::clone(&desk)));
    desk
}

/// A desk's directory.
pub struct Desk {
    dir: TempDir,
    pub settings: Settings,
}

impl Desk {
    /// An empty directory with a configuration and a PIN file; no database.
    pub fn bare() -> Desk {
        not_over_midnight();
        let desk = Desk { dir: TempDir::new().unwrap(), settings: Settings::default() };
        std::fs::create_dir(desk.data_dir()).unwrap();
        write_private(&desk.pin_file(), PIN);
        desk.write_config();
        desk
    }

    /// After `init` with [`SUPERVISOR`].
    pub fn new() -> Desk {
        Desk::copy_of(Kind::New)
    }

    /// After `init`, `import debts` of [`DEBTS`] and `till open`.
    pub fn open() -> Desk {
        Desk::copy_of(Kind::Open)
    }

    /// As [`Desk::open`], with [`CASHIER`] beside the supervisor.
    pub fn staffed() -> Desk {
        Desk::copy_of(Kind::Staffed)
    }

    fn copy_of(kind: Kind) -> Desk {
        not_over_midnight();
        let made = made(kind);
        let desk = Desk { dir: TempDir::new().unwrap(), settings: Settings::default() };
        copy_folder(&made.data_dir(), &desk.data_dir());
        write_private(&desk.pin_file(), PIN);
        desk
    }

    fn make(kind: Kind) -> Desk {
        let desk = Desk::bare();
        let pin = desk.pin_file();
        desk.run(&["init", "--operator", SUPERVISOR, "--name", "Μαρία Ταμία", "--pin-file", text(&pin)]).expect(0);
        pins::cheapen(&desk.database(), None, PIN);
        if kind == Kind::New {
            return desk;
        }
        desk.import(DEBTS).expect(0);
        desk.as_supervisor(&["till", "open"]).expect(0);
        if kind == Kind::Staffed {
            let new_pin = desk.file("new-pin", CASHIER_PIN);
            write_private(&new_pin, CASHIER_PIN);
            let (name, role) = ("Νίκος Ταμίας", "cashier");
            let add = ["operator", "add", CASHIER, "--name", name, "--role", role, "--new-pin-file", text(&new_pin)];
            desk.as_supervisor(&add).expect(0);
            pins::cheapen(&desk.database(), Some(CASHIER), CASHIER_PIN);
        }
        desk
    }

    /// An open desk whose terminal is a simulator with these arguments (`--protocol`, `--mood` …), over TCP or,
    /// with `--pty`, over a pseudo-terminal.
    pub fn with_terminal(arguments: &[&str]) -> (Desk, Terminal) {
        let mut desk = Desk::open();
        let terminal = Terminal::start(arguments);
        desk.connect(&terminal);
        (desk, terminal)
    }

    /// Another `result_timeout_s`, for a result that does not come.
    pub fn wait_for_a_result(&mut self, seconds: u32) {
        let lines = self.settings.terminal.lines().filter(|line| !line.starts_with("result_timeout_s"));
        self.settings.terminal = format!("{}\nresult_timeout_s = {seconds}\n", lines.collect::<Vec<_>>().join("\n"));
        self.write_config();
    }

    /// Points the configuration at a terminal.
    pub fn connect(&mut self, terminal: &Terminal) {
        self.settings.terminal = terminal.settings();
        self.write_config();
    }

    pub fn data_dir(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    pub fn pin_file(&self) -> PathBuf {
        self.dir.path().join("pin")
    }

    pub fn config_file(&self) -> PathBuf {
        self.data_dir().join("tameio.toml")
    }

    pub fn database(&self) -> PathBuf {
        self.data_dir().join("tameio.db")
    }

    /// What the printer got so far.
    pub fn paper(&self) -> Vec<u8> {
        std::fs::read(self.data_dir().join("receipts.bin")).unwrap_or_default()
    }

    /// A path beside the data directory, with this content.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.dir.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }

    /// Writes the configuration that [`Desk::settings`] describe.
    pub fn write_config(&self) {
        let Settings { hours, terminal, printer, more } = &self.settings;
        let config = format!("[hours]\n{hours}\n[terminal]\n{terminal}\n[printer]\n{printer}\n{more}");
        std::fs::write(self.config_file(), config).unwrap();
    }

    /// The program on this desk, with nothing on standard input, no PIN, and no display.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program(arguments);
        command.arg("--data-dir").arg(self.data_dir());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Ended {
        Ended::of(self.command(arguments).output().unwrap())
    }

    /// The same where no file can get longer than so many bytes, in blocks of 512: to whoever writes, a full disk.
    #[cfg(unix)]
    pub fn run_with_room_for(&self, blocks: u32, arguments: &[&str]) -> Ended {
        let command = self.command(arguments);
        let mut narrow = Command::new("sh");
        // Without the signal a write fails as on a full disk.
        narrow.args(["-c", "trap '' XFSZ; ulimit -f $0; exec \"$@\"", &blocks.to_string()]);
        narrow.arg(command.get_program()).args(command.get_args()).stdin(Stdio::null());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => narrow.env(name, value),
                None => narrow.env_remove(name),
            };
        }
        Ended::of(narrow.output().unwrap())
    }

    /// Runs a command as the supervisor, with the PIN from the file.
    pub fn as_supervisor(&self, arguments: &[&str]) -> Ended {
        let pin = self.pin_file();
        let signed = ["--operator", SUPERVISOR, "--pin-file", text(&pin)];
        self.run(&[arguments, &signed].concat())
    }

    /// `pay --json` as the supervisor.
    pub fn pay(&self, arguments: &[&str]) -> Ended {
        self.as_supervisor(&[&["pay", "--json"], arguments].concat())
    }

    /// Imports a file of debts.
    pub fn import(&self, content: &str) -> Ended {
        let file = self.file("debts.csv", content);
        self.run(&["import", "debts", text(&file), "--json"])
    }

    /// `till status --json`.
    pub fn till(&self) -> Value {
        self.run(&["till", "status", "--json"]).expect(0).json()
    }
}

/// A simulated terminal as a process of its own; it goes with this.
pub struct Terminal {
    child: Child,
    pub link: String,
    pub address: String,
    pub protocol: String,
}

impl Terminal {
    /// `terminal simulate` on a port that the system gives, or, with `--pty`, on a pseudo-terminal.
    pub fn start(arguments: &[&str]) -> Terminal {
        let place: &[&str] = if arguments.contains(&"--pty") { &[] } else { &["--listen", "127.0.0.1:0"] };
        let mut child = program(&[&["terminal", "simulate", "--json"], place, arguments].concat())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap_or_else(|e| panic!("{e}: {line:?}"));
        let word = |name: &str| said[name].as_str().unwrap().to_owned();
        Terminal { child, link: word("link"), address: word("address"), protocol: word("protocol") }
    }

    /// The `[terminal]` section of a desk that uses it, with time for every answer on a busy machine.
    pub fn settings(&self) -> String {
        let Terminal { link, address, protocol, .. } = self;
        let place = if link == "tcp" { "address" } else { "port" };
        format!(
            "protocol = \"{protocol}\"\nlink = \"{link}\"\n{place} = \"{address}\"\necr_id = \"ABC00111\"\n\
             confirm_timeout_s = 60\nresult_timeout_s = 60\n"
        )
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program, cut off from whoever runs the test: no input, no PIN, no display.
pub fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(executable());
    command.args(arguments).stdin(Stdio::null());
    for name in ["TAMEIO_PIN", "TAMEIO_NEW_PIN", "TAMEIO_APPROVER_PIN", "DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
    {
        command.env_remove(name);
    }
    command
}

/// The program that was built with the tests, which lie one folder below it.
fn executable() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let built = tests.parent().and_then(Path::parent).unwrap();
    built.join(format!("tameio{}", std::env::consts::EXE_SUFFIX))
}

/// Runs the program without a data directory of its own.
pub fn run(arguments: &[&str]) -> Ended {
    Ended::of(program(arguments).output().unwrap())
}

/// A path as an argument.
pub fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Writes a file that only its owner reads.
pub fn write_private(path: &Path, content: &str) {
    std::fs::write(path, content).unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
}
