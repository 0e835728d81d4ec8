//! The stage's lines as the real code sees them.

use std::sync::Arc;
use std::time::Duration;

use super::stage::Stage;
use crate::ecr::link::{Connector, Link, LinkError};

/// Opens lines from a desk to a terminal.
pub(super) struct StageConnector {
    pub stage: Arc<Stage>,
    pub desk: usize,
    pub pos: usize,
}

struct StageLink {
    stage: Arc<Stage>,
    conn: usize,
}

impl Connector for StageConnector {
    fn connect(&mut self) -> Result<Box<dyn Link>, LinkError> {
        let conn = self.stage.scene().connect(self.desk, self.pos)?;
        Ok(Box::new(StageLink { stage: Arc::clone(&self.stage), conn }))
    }

    fn describe(&self) -> String {
        format!("simulated terminal {}", self.pos)
    }

    fn carries_old_answers(&self) -> bool {
        self.stage.scene().is_serial(self.pos)
    }
}

impl Link for StageLink {
    fn send(&mut self, bytes: &[u8]) -> Result<(), LinkError> {
        self.stage.scene().send(self.conn, bytes)
    }

    fn receive(&mut self, buffer: &mut [u8], patience: Duration) -> Result<usize, LinkError> {
        self.stage.scene().receive(self.conn, buffer, patience)
    }

    fn now(&self) -> Duration {
        self.stage.scene().now
    }

    fn cut(&mut self) -> bool {
        self.stage.scene().cut(self.conn)
    }
}

impl Drop for StageLink {
    fn drop(&mut self) {
        self.stage.scene().let_go(self.conn);
    }
}
