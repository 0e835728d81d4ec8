//! `init`: a new desk's data directory, database, first supervisor and commented configuration.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use clap::Args;

use super::backup::shown;
use super::context::{config, config_file, data_dir};
use super::pin::{PinArgs, PinKind};
use super::typed::operator_id;
use super::{Context, Exit, Failure, Start, object};
use crate::config::Config;
use crate::desk::clock::SystemClock;
use crate::desk::{Desk, Setup, StoreError, Trouble};
use crate::text::values;

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// Short name of the first supervisor
    #[arg(long, value_name = "ID", default_value = "supervisor")]
    operator: String,
    /// Name of the first supervisor on receipts; the short name if nothing is said
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Make this operator a supervisor where none can sign in, on books that are there: for who owns the data directory.
    /// Every screen says so until a supervisor acknowledges it
    #[arg(long, value_name = "ID", conflicts_with = "operator")]
    recover: Option<String>,
    #[command(flatten)]
    pin: PinArgs,
}

/// Makes what is missing. An existing configuration is checked and kept; an existing database is left alone and
/// nothing is done.
pub(super) fn run(start: &Start<'_>, args: &InitArgs) -> Result<Exit, Failure> {
    if let Some(id) = &args.recover {
        return recover(&start.context()?, id, args);
    }
    let (out, global) = (start.out, start.global);
    let id = operator_id(&args.operator)?;
    let name = args.name.as_deref().map(str::trim).filter(|name| !name.is_empty()).unwrap_or(&args.operator);
    let data_dir = data_dir(global)?;
    let file = config_file(global, &data_dir);
    let write_config = matches!(file.try_exists(), Ok(false));
    let config = if write_config { Config::default() } else { config(global, &data_dir)? };
    let setup = Setup { data_dir, config: Arc::new(config), clock: Arc::new(SystemClock), demo: false };
    let database = setup.database();
    // Asked for again when it is made; here so that nobody types a PIN for nothing.
    if database.exists() {
        return Err(Trouble::Store(StoreError::Exists { path: database }).into());
    }
    let pin = PinKind::First.get(&args.operator, args.pin.pin_file.as_ref(), out)?;
    Desk::init(&setup, &id, name, &pin)?;
    if write_config {
        write_private(&file, &Config::template()).map_err(|error| {
            Failure::unavailable(
                "config_not_written",
                "init-config-failed",
                values![path = file.display(), reason = error],
            )
        })?;
    }
    out.tell("init-done", values![path = setup.data_dir.display()]);
    let config_key = if write_config { "init-config" } else { "init-config-kept" };
    out.tell(config_key, values![path = file.display()]);
    out.tell("init-supervisor", values![operator = id]);
    out.tell("init-next", &[]);
    out.object(&object![
        data_dir = shown(&setup.data_dir),
        database = shown(&setup.database()),
        config = shown(&file),
        config_written = write_config,
        operator = id.as_str()
    ]);
    Ok(Exit::Done)
}

/// Makes a supervisor on books where none can sign in.
fn recover(context: &Context, typed: &str, args: &InitArgs) -> Result<Exit, Failure> {
    let id = operator_id(typed)?;
    let mut desk = context.desk()?;
    let pin = PinKind::First.get(typed, args.pin.pin_file.as_ref(), context.out)?;
    let name = args.name.as_deref().map(str::trim).filter(|name| !name.is_empty()).unwrap_or(typed);
    let operator = desk.recover_supervisor(&id, name, &pin)?;
    context.out.tell("init-recovered", values![operator = operator.id]);
    context.out.object(&object![
        recovered = &operator.id,
        name = &operator.name,
        database = shown(&context.setup.database())
    ]);
    Ok(Exit::Done)
}

/// Writes a file that only its owner reads and that is not there yet.
fn write_private(path: &Path, content: &str) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(content.as_bytes())?;
    file.sync_all()
}
