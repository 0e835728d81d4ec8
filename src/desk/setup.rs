//! What a desk is opened with.

use std::path::PathBuf;
use std::sync::Arc;

use super::clock::Clock;
use crate::config::{Config, Protocol, TerminalLink};
use crate::ecr::terminal::Dialect;
use crate::paper::{device::PrinterLink, escpos::PrinterProfile, layout::Heading, wording};

/// Settings, place and clock of a desk.
#[derive(Clone)]
pub struct Setup {
    /// Where the database, the locks and the logs are.
    pub data_dir: PathBuf,
    /// The configuration file, parsed.
    pub config: Arc<Config>,
    pub clock: Arc<dyn Clock>,
    /// Whether the data are invented; every paper then says so.
    pub demo: bool,
}

impl Setup {
    pub fn database(&self) -> PathBuf {
        self.data_dir.join("tameio.db")
    }

    /// The same settings for invented data: a simulated terminal.
    pub(super) fn on_invented_data(&self) -> Setup {
        let mut config = (*self.config).clone();
        config.terminal.protocol = Protocol { dialect: Dialect::Aade, simulated: true };
        Setup { config: Arc::new(config), demo: true, ..self.clone() }
    }

    /// The terminal's name in the journal: its link, because two desks that reach the same link share the
    /// terminal and must not use it at once.
    pub fn terminal_name(&self) -> String {
        match &self.config.terminal.link {
            _ if self.config.terminal.protocol.simulated => "simulated".to_owned(),
            TerminalLink::Tcp { address } => format!("tcp:{address}"),
            TerminalLink::Serial { port, .. } => format!("serial:{port}"),
        }
    }

    pub(super) fn mark(&self) -> Option<&'static str> {
        self.demo.then_some(wording::DEMONSTRATION)
    }

    pub(super) fn heading(&self) -> Heading {
        let municipality = &self.config.municipality;
        Heading {
            municipality: municipality.name.clone(),
            address: municipality.address.clone(),
            afm: municipality.afm.clone(),
            tax_office: municipality.tax_office.clone(),
            department: municipality.department.clone(),
        }
    }

    /// The printer's characters and width.
    pub(super) fn printer_profile(&self) -> &PrinterProfile {
        &self.config.printer.profile
    }

    /// The printer's link; a relative file lies in the data directory.
    pub(super) fn printer_link(&self) -> PrinterLink {
        match &self.config.printer.link {
            PrinterLink::File(path) => PrinterLink::File(self.data_dir.join(path)),
            link => link.clone(),
        }
    }
}
