//! A terminal that listens on the network.
//!
//! A request for money that arrives after the desk has lost track of it charges a card for a session that the books
//! may have closed by then: the terminal, asked again on a new connection, truly holds nothing of it yet. So a
//! connection ends in order only where the desk says goodbye on it. Where it was cut, or the program is killed, it is
//! reset: our system throws away what it has not delivered, and the terminal's finds its connection gone. What remains
//! beyond our reach is what has left this machine: bytes that the terminal's own system holds for a program that has
//! not read them, and a box between the two that takes bytes itself and passes them on late, whatever we do here.

use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream, ToSocketAddrs};
use std::time::{Duration, Instant};

use socket2::SockRef;

use super::{Connector, Link, LinkError, SHORTEST_WAIT, WRITE_TIMEOUT, broken, nothing_yet};

/// How long the name of a terminal is looked up. A resolver that answers later than this is no help to a
/// cashier; the settings' remedy is an address of figures.
pub const RESOLVE_TIMEOUT: Duration = Duration::from_secs(5);

/// Dials `host:port`.
#[derive(Debug, Clone)]
pub struct TcpConnector {
    address: String,
    timeout: Duration,
}

impl TcpConnector {
    /// For an address `host:port` (name, IPv4, or IPv6 in brackets). `timeout` is for the dialling as a whole,
    /// the look-up of a name apart, which has [`RESOLVE_TIMEOUT`].
    pub fn new(address: impl Into<String>, timeout: Duration) -> TcpConnector {
        TcpConnector { address: address.into(), timeout }
    }

    fn resolve(&self) -> Result<Vec<SocketAddr>, LinkError> {
        if let Ok(address) = self.address.parse() {
            return Ok(vec![address]);
        }
        let what = || self.address.clone();
        let (host, port) = self.address.rsplit_once(':').ok_or_else(|| LinkError::BadAddress { what: what() })?;
        let bare_ipv6 = host.contains(':') && !host.starts_with('[');
        if host.is_empty() || bare_ipv6 || port.parse::<u16>().is_err() {
            return Err(LinkError::BadAddress { what: what() });
        }
        let address = self.address.clone();
        within(RESOLVE_TIMEOUT, move || Ok(address.to_socket_addrs()?.collect()))
            .map_err(|error| LinkError::UnknownHost { what: what(), detail: error.to_string() })
    }
}

/// Nobody takes a connection there.
pub(in crate::ecr) fn unreachable(address: &str, error: &io::Error) -> LinkError {
    LinkError::Unreachable { what: address.to_owned(), kind: error.kind(), detail: error.to_string() }
}

/// Looks something up on a thread of its own: the system's resolver knows no limit. A look-up that is given up
/// ends by itself, and nobody hears of it.
fn within(
    limit: Duration,
    look_up: impl FnOnce() -> io::Result<Vec<SocketAddr>> + Send + 'static,
) -> io::Result<Vec<SocketAddr>> {
    let (answer, answered) = std::sync::mpsc::channel();
    std::thread::Builder::new().name("tameio-resolver".to_owned()).spawn(move || {
        let _ = answer.send(look_up());
    })?;
    answered.recv_timeout(limit).unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
}

impl Connector for TcpConnector {
    fn connect(&mut self) -> Result<Box<dyn Link>, LinkError> {
        let until = Instant::now() + self.timeout;
        let mut failure =
            LinkError::UnknownHost { what: self.address.clone(), detail: "the name has no address".to_owned() };
        for address in self.resolve()? {
            let left = until.saturating_duration_since(Instant::now()).max(SHORTEST_WAIT);
            match TcpStream::connect_timeout(&address, left) {
                Ok(stream) => return TcpLink::over(stream).map(|link| Box::new(link) as Box<dyn Link>),
                Err(error) => failure = unreachable(&self.address, &error),
            }
        }
        Err(failure)
    }

    fn describe(&self) -> String {
        self.address.clone()
    }
}

pub(in crate::ecr) struct TcpLink {
    stream: TcpStream,
    opened: Instant,
    cut: bool,
}

impl TcpLink {
    pub(in crate::ecr) fn over(stream: TcpStream) -> Result<TcpLink, LinkError> {
        stream
            .set_nodelay(true)
            .and_then(|()| stream.set_write_timeout(Some(WRITE_TIMEOUT)))
            // From the first moment on: nobody is left to ask for it in a program that is killed.
            .and_then(|()| SockRef::from(&stream).set_linger(Some(Duration::ZERO)))
            .map_err(|error| broken(&error))?;
        Ok(TcpLink { stream, opened: Instant::now(), cut: false })
    }
}

impl Link for TcpLink {
    fn send(&mut self, bytes: &[u8]) -> Result<(), LinkError> {
        self.stream.write_all(bytes).map_err(|error| broken(&error))
    }

    fn receive(&mut self, buffer: &mut [u8], patience: Duration) -> Result<usize, LinkError> {
        // A kernel rounds the shortest wait up to some milliseconds, and a look between a booked sale and its
        // paper happens with every receipt: no patience is no wait.
        let only_look = patience.is_zero();
        if only_look {
            self.stream.set_nonblocking(true).map_err(|error| broken(&error))?;
        } else {
            self.stream.set_read_timeout(Some(patience.max(SHORTEST_WAIT))).map_err(|error| broken(&error))?;
        }
        let read = self.stream.read(buffer);
        if only_look {
            self.stream.set_nonblocking(false).map_err(|error| broken(&error))?;
        }
        match read {
            Ok(0) if !buffer.is_empty() => Err(LinkError::Closed),
            Ok(count) => Ok(count),
            Err(error) if nothing_yet(&error) => Ok(0),
            Err(error) => Err(broken(&error)),
        }
    }

    fn now(&self) -> Duration {
        self.opened.elapsed()
    }

    fn cut(&mut self) -> bool {
        self.cut = true;
        true
    }
}

impl Drop for TcpLink {
    /// Says goodbye in order, unless the line was cut: a socket that is closed with unread input resets the connection, and the reset
    /// may overtake an acknowledgement that the terminal has not read yet.
    fn drop(&mut self) {
        if self.cut {
            return;
        }
        let _ = SockRef::from(&self.stream).set_linger(None);
        let _ = self.stream.shutdown(Shutdown::Write);
        let _ = self.stream.set_nonblocking(true);
        let mut rest = [0; 1024];
        for _ in 0..16 {
            match self.stream.read(&mut rest) {
                Ok(count) if count > 0 => {}
                _ => break,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::TcpListener;

    use super::*;

    fn connector(address: &str) -> TcpConnector {
        TcpConnector::new(address, Duration::from_secs(5))
    }

    #[test]
    fn a_closed_port_is_named_with_its_reason() {
        // Held and not listened on: nobody else is given it.
        let held = socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
        held.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
        let address = held.local_addr().unwrap().as_socket().unwrap().to_string();
        match connector(&address).connect().err() {
            Some(LinkError::Unreachable { what, kind, .. }) => {
                assert_eq!((what, kind), (address, io::ErrorKind::ConnectionRefused));
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_address_that_is_not_host_and_port_is_named() {
        for address in ["", "localhost", "localhost:", ":4000", "localhost:99999", "::1"] {
            let error = connector(address).connect().err();
            assert_eq!(error, Some(LinkError::BadAddress { what: address.to_owned() }), "{address:?}");
        }
    }

    #[test]
    fn a_name_service_that_never_answers_is_not_waited_for() {
        let (end, ended) = std::sync::mpsc::channel::<()>();
        let hung = move || {
            let _ = ended.recv();
            Ok(Vec::new())
        };
        let error = within(Duration::from_millis(20), hung).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        drop(end);
        let here: SocketAddr = "127.0.0.1:4000".parse().unwrap();
        assert_eq!(within(Duration::from_secs(20), move || Ok(vec![here])).unwrap(), [here]);
    }

    #[test]
    fn silence_is_nothing_yet_and_a_hang_up_is_closed() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut link = connector(&listener.local_addr().unwrap().to_string()).connect().unwrap();
        let (mut terminal, _) = listener.accept().unwrap();
        let mut buffer = [0; 8];
        assert_eq!(link.receive(&mut buffer, Duration::ZERO), Ok(0));
        terminal.write_all(b"abc").unwrap();
        assert_eq!(link.receive(&mut buffer, Duration::from_secs(5)), Ok(3));
        drop(terminal);
        assert_eq!(link.receive(&mut buffer, Duration::from_secs(5)), Err(LinkError::Closed));
    }

    /// A line whose other side reads nothing, with more written on it than the system can deliver.
    fn stuffed() -> (Box<dyn Link>, TcpStream, usize) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        SockRef::from(&listener).set_recv_buffer_size(2048).unwrap();
        let mut link = connector(&listener.local_addr().unwrap().to_string()).connect().unwrap();
        let (terminal, _) = listener.accept().unwrap();
        let count = 48 * 1024;
        link.send(&vec![b'x'; count]).unwrap();
        (link, terminal, count)
    }

    fn read_all(mut terminal: TcpStream) -> (usize, io::Result<()>) {
        let (mut buffer, mut count) = ([0; 4096], 0);
        loop {
            match terminal.read(&mut buffer) {
                Ok(0) => return (count, Ok(())),
                Ok(read) => count += read,
                Err(error) => return (count, Err(error)),
            }
        }
    }

    #[test]
    fn a_line_that_ends_in_order_delivers_all_and_one_that_is_cut_nothing_more() {
        let (link, terminal, count) = stuffed();
        drop(link);
        let (read, end) = read_all(terminal);
        assert!(read == count && end.is_ok(), "{read} of {count}, {end:?}");
        let (mut link, terminal, count) = stuffed();
        assert!(link.cut());
        drop(link);
        let (read, end) = read_all(terminal);
        assert!(read < count, "all {count} were delivered");
        assert_eq!(end.map_err(|error| error.kind()), Err(io::ErrorKind::ConnectionReset));
    }

    #[test]
    fn a_program_that_is_killed_cuts_its_lines() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let link = TcpLink::over(TcpStream::connect(listener.local_addr().unwrap()).unwrap()).unwrap();
        // What the system does then, with nobody left to say goodbye.
        assert_eq!(SockRef::from(&link.stream).linger().unwrap(), Some(Duration::ZERO));
    }
}
