//! Books on a disk that fails on request, for the simulation: a commit that is told to fail is rolled back, as by a
//! full disk or by a process that dies in the middle of it.

use super::{Store, StoreError, trace};

impl Store {
    /// From now on each commit asks `fails` first. Nothing waits for the disk: a process dies here, a PC does not.
    ///
    /// # Errors
    /// [`StoreError`] where the engine refuses.
    pub(crate) fn fail_commits(
        &mut self,
        fails: impl FnMut() -> bool + Clone + Send + 'static,
    ) -> Result<(), StoreError> {
        // What a connection is made ready with is no commit of the desk's.
        self.begin_to_write()?.rollback()?;
        let trace = match &mut self.trace {
            Some(trace) => trace,
            none => none.insert(trace::open(&self.path)?),
        };
        for conn in [&mut self.conn, trace] {
            conn.pragma_update(None, "synchronous", "OFF")?;
            conn.commit_hook(Some(fails.clone()))?;
        }
        Ok(())
    }
}
