//! `articast serve`: a folder of episodes as a podcast, for the devices at hand.

use std::fmt::Write as _;
use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;
use serde_json::json;
use uuid::Uuid;

use super::Outcome;
use super::args::Serve;
use super::output::{STRING, Terminal, count};
use super::publish::{self, followed};
use super::session::Session;
use crate::files::{self, Secret};
use crate::publish::podcast::library::LeftOut;
use crate::publish::podcast::publication;
use crate::publish::podcast::show_defaults::show_file;
use crate::publish::server::{self, Name, Offer, Server, Site};
use crate::{Error, Result};

pub(super) fn run(arguments: &Serve, terminal: &Terminal) -> Result<Outcome> {
    let session = Session::start(None);
    let folder = arguments.folder.canonicalize().map_err(Error::reading(&arguments.folder))?;
    let show_file = show_file(&folder, arguments.show.as_deref());
    if arguments.show.is_some() && !show_file.exists() {
        return Err(Error::reading(&show_file)(std::io::ErrorKind::NotFound.into()));
    }
    let ip = if arguments.reach.lan { server::own_address()? } else { IpAddr::V4(Ipv4Addr::LOCALHOST) };
    let keep = if arguments.reach.new_key { Keep::Nothing } else { Keep::Known };
    let key = key(&session.places.data, &folder, keep)?;
    let (listener, address) = server::bind(ip, arguments.reach.port)?;
    let first = arguments.reach.names.first();
    let origin = first.map_or_else(|| format!("http://{address}"), |name| name.origin(address.port()));
    let names = arguments.reach.names.iter().cloned().chain(own_name()).collect();
    let followed = followed(&folder);
    let path = folder.clone();
    let server = Server::open(Site { folder, show_file, followed, key, origin, names, now: publish::clock })?;
    let offer = server.offer();
    if offer.episodes == 0 && !arguments.allow_empty {
        return Err(publication::nothing(&path, &offer.left_out));
    }
    // From here on it ends in order.
    let _ = session.begin();
    tell(&offer, arguments, terminal)?;
    server.serve(listener, &session.cancel)?;
    // That it was stopped is no failure: it had no other end.
    Ok(Outcome::Done)
}

/// The name that this machine has for others in its network, by multicast DNS (RFC 6762).
#[cfg(unix)]
fn own_name() -> Option<Name> {
    let name = nix::unistd::gethostname().ok()?.into_string().ok()?;
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    format!("{name}.local").parse().ok()
}

#[cfg(not(unix))]
fn own_name() -> Option<Name> {
    None
}

fn tell(offer: &Offer, arguments: &Serve, terminal: &Terminal) -> Result<Outcome> {
    for LeftOut { name, why } in &offer.left_out {
        terminal.warn(&format!("`{name}` is left out: {why}"));
    }
    if arguments.json {
        let left_out: Vec<_> =
            offer.left_out.iter().map(|LeftOut { name, why }| json!({ "name": name, "why": why })).collect();
        return terminal.json(&json!({
            "event": "serving", "feed": offer.feed, "episodes": offer.episodes, "left_out": left_out,
        }));
    }
    let mut text = String::new();
    // A phone reaches this machine only where the network does.
    let is_reachable = arguments.reach.lan || !arguments.reach.names.is_empty();
    if arguments.qr || terminal.shown && is_reachable {
        writeln!(text, "{}", drawn(&offer.feed)).expect(STRING);
    }
    writeln!(text, "{}: {}", count(offer.episodes, "episode"), offer.feed).expect(STRING);
    terminal.text(&text)?;
    terminal.note(if arguments.reach.lan {
        "anybody in this network who knows the address can listen; press Ctrl-C to stop"
    } else {
        "only this machine can reach it (use `--lan` for a phone); press Ctrl-C to stop"
    });
    Ok(Outcome::Done)
}

/// An address for a camera, light on a dark terminal.
fn drawn(address: &str) -> String {
    let Ok(code) = QrCode::new(address) else { return String::new() };
    code.render::<Dense1x2>().dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build()
}

/// What becomes of a key that was made before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Keep {
    /// It stays the key.
    Known,
    /// It is replaced by a new one.
    Nothing,
}

/// The key of a folder's podcast: the one from before, so that subscriptions go on, or a new one. It lies in the user's
/// own data, where nobody else may read it.
fn key(data: &Path, folder: &Path, keep: Keep) -> Result<Secret> {
    let name = blake3::hash(folder.as_os_str().as_encoded_bytes()).to_hex();
    let path = data.join("feeds").join(format!("{}.key", &name[..32]));
    if let Some(known) = known(&path).filter(|_| keep == Keep::Known) {
        return Ok(Secret::new(known));
    }
    // 122 bits from the system's source of randomness.
    let key = Uuid::new_v4().simple().to_string();
    files::write_private(&path, key.as_bytes())?;
    Ok(Secret::new(key))
}

/// A key that was made before.
fn known(path: &Path) -> Option<String> {
    let key = String::from_utf8(files::read(path, 1 << 10).ok()?).ok()?;
    let key = key.trim();
    (key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit())).then(|| key.to_owned())
}

#[test]
fn a_key_stays_until_a_new_one_is_made() {
    let data = tempfile::tempdir().expect("a folder");
    let of =
        |folder: &str, keep| key(data.path(), Path::new(folder), keep).expect("a key").expose().to_owned();
    let first = of("/a", Keep::Known);
    assert_eq!(first, of("/a", Keep::Known));
    assert_ne!(first, of("/b", Keep::Known));
    let second = of("/a", Keep::Nothing);
    assert_ne!(first, second);
    assert_eq!(second, of("/a", Keep::Known));
}
