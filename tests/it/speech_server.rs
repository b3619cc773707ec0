//! The engine `http`, against a server on this machine that does what servers do on bad days.

use std::io::{Cursor, Write as _};
use std::path::PathBuf;
use std::process::Command;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use articast::audio::{Clip, Rate, wav};
use articast::engine::http::{Http, Patience};
use articast::engine::{CancelToken, Engine as _, EngineContext, Failure, Spoken};
use articast::files::{Places, Secret, SpeechServer};
use articast::retry::Policy;
use articast::speech::Utterance;
use articast::voice::Tuning;
use serde_json::Value;

use crate::program::{Place, Run, holding, missing, tool};
use crate::site::{Request, Site, answer, redirect};

const KEY: &str = "sk-test-never-shown";

/// As many samples of a hum as a short line takes.
fn clip(rate: u32) -> Clip {
    let samples = (0..u16::try_from(rate).unwrap()).map(|n| 0.3 * f32::from(n % 80) / 80.0);
    Clip { rate: Rate::new(rate).unwrap(), samples: samples.collect() }
}

fn wav_of(clip: &Clip) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    wav::write(clip, &mut file).unwrap();
    file.into_inner()
}

/// The answer of a server that does all as it should.
fn right() -> Vec<u8> {
    answer("200 OK", "audio/wav", &wav_of(&clip(24_000)))
}

fn say(text: &str) -> Utterance {
    Utterance { text: text.into(), ..Utterance::default() }
}

/// A voice of a server, with patience that a test can wait for.
fn voice(site: &Site, key: Option<&str>, cancel: &CancelToken) -> Http {
    let key = key.map(|key| Secret::new(key.into()));
    let places = Places { speech: Some(SpeechServer { url: site.address("/v1"), key }), ..Places::default() };
    let context = EngineContext { places: &places, cancel, lanes: 2 };
    let tuning = Tuning { rate: 1.25, pitch: 0.0 };
    let mut voice = Http::open("tts/one/alloy", tuning, &context).unwrap();
    let (first_wait, longest_wait) = (Duration::from_millis(20), Duration::from_secs(3));
    let retry = Policy { attempts: 3, first_wait, longest_wait };
    voice.patience = Patience { retry, time: |_| Duration::from_millis(600) };
    voice
}

/// What comes of a line that a server answers like this, and how often it was asked.
fn outcome(answer: impl Fn(&Request) -> Vec<u8> + Send + Sync + 'static) -> (Result<Spoken, Failure>, usize) {
    let site = Site::new(answer);
    let spoken = voice(&site, Some(KEY), &CancelToken::default()).speak(&say("Hello there."));
    if let Err(failure) = &spoken {
        assert!(!failure.to_string().contains(KEY), "{failure}");
    }
    (spoken, site.hits())
}

#[test]
fn a_line_is_asked_for_and_heard() {
    let asked = Arc::new(std::sync::Mutex::new(Vec::new()));
    let log = Arc::clone(&asked);
    let site = Site::new(move |request| {
        log.lock().unwrap().push((request.path.clone(), request.head.clone(), request.body.clone()));
        right()
    });
    let voice = voice(&site, Some(KEY), &CancelToken::default());
    let spoken = voice.speak(&say("“Hello”,\nthere\u{7}.")).unwrap();
    assert_eq!((spoken.clip.rate.hertz(), spoken.clip.len()), (24_000, 24_000));
    let (path, head, body) = asked.lock().unwrap().remove(0);
    assert_eq!(path, "/v1/audio/speech");
    assert!(head.starts_with("POST ") && head.contains(&format!("Bearer {KEY}")), "{head}");
    let body: Value = serde_json::from_slice(&body).unwrap();
    let wanted = serde_json::json!({
        "model": "tts/one", "voice": "alloy", "input": "“Hello”, there .", "response_format": "wav", "speed": 1.25,
    });
    assert_eq!(body, wanted);
    let fingerprint = voice.fingerprint().to_string();
    assert_eq!(
        fingerprint,
        format!("http 1, 127.0.0.1:{}, model tts/one, voice alloy, speed 1.25", site.port)
    );
    assert!(!format!("{voice:?} {fingerprint}").contains(KEY));
    assert!(matches!(voice.speak(&say(" ")), Err(Failure::Refused(_))));
}

#[test]
fn what_passes_is_tried_again_as_the_server_asks() {
    let came: Arc<Mutex<Vec<Instant>>> = Arc::default();
    let log = Arc::clone(&came);
    let busy =
        b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let (spoken, hits) = outcome(move |request| {
        log.lock().unwrap().push(Instant::now());
        if request.hit == 0 { busy.to_vec() } else { right() }
    });
    assert!(spoken.is_ok() && hits == 2, "{spoken:?}");
    // The server asks for a second, and is not asked again before: however slow the machine, that holds.
    let came = came.lock().unwrap();
    assert!(came[0] + Duration::from_secs(1) <= came[1], "{came:?}");

    let (spoken, hits) = outcome(|request| match request.hit {
        0 => answer("500 Internal Server Error", "text/plain", b"oh"),
        1 => answer("503 Service Unavailable", "text/plain", b"no"),
        _ => right(),
    });
    assert!(spoken.is_ok() && hits == 3, "{spoken:?}");

    let trouble = br#"{"error": {"message": "the model fell over"}}"#;
    let (spoken, hits) = outcome(|_| answer("500 Internal Server Error", "application/json", trouble));
    let Err(failure @ Failure::Unavailable(_)) = &spoken else { panic!("{spoken:?}") };
    assert!(
        failure.to_string().ends_with("(status 500): the model fell over, 3 times in a row"),
        "{failure}"
    );
    assert!(!failure.is_passing() && hits == 3);

    // A wait that nobody would wait for.
    let later = b"HTTP/1.1 429 Later\r\nRetry-After: 7200\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let (spoken, hits) = outcome(|_| later.to_vec());
    assert!(spoken.unwrap_err().to_string().ends_with("asks to wait 7200 s"));
    assert_eq!(hits, 1);
}

#[test]
fn what_is_refused_is_not_tried_again() {
    for status in ["401 Unauthorized", "403 Forbidden"] {
        let echo = format!("{{\"error\": {{\"message\": \"Incorrect API key provided: {KEY}\"}}}}");
        let (spoken, hits) = outcome(move |_| answer(status, "application/json", echo.as_bytes()));
        let Err(failure @ Failure::Refused(_)) = &spoken else { panic!("{spoken:?}") };
        assert!(failure.to_string().contains("rejects the key"), "{failure}");
        assert_eq!(hits, 1);
    }
    let echo = format!("{{\"detail\": \"no voice alloy for {KEY}\"}}");
    let (spoken, hits) = outcome(move |_| answer("400 Bad Request", "application/json", echo.as_bytes()));
    assert!(spoken.unwrap_err().to_string().ends_with("status 400: no voice alloy for …"));
    assert_eq!(hits, 1);
    // Whoever it is that it leads to, it does not get the key.
    let elsewhere = Site::new(|_| right());
    let target = elsewhere.address("/v1/audio/speech");
    let (spoken, hits) = outcome(move |_| redirect(&target));
    assert!(spoken.unwrap_err().to_string().contains("which is not followed"));
    assert_eq!((hits, elsewhere.hits()), (1, 0));
}

#[test]
fn a_server_that_is_slow_or_gone_ends_in_time() {
    let site = Site::trickling();
    let spoken = voice(&site, None, &CancelToken::default()).speak(&say("Hello there."));
    let Err(failure @ Failure::Unavailable(_)) = &spoken else { panic!("{spoken:?}") };
    assert!(failure.to_string().contains("took longer than 0.6 s, 3 times"), "{failure}");
    assert_eq!(site.hits(), 3);

    let slow = Site::serving(|_, stream| {
        let bytes = right();
        let _ = stream.write_all(&bytes[..200]);
        std::thread::sleep(Duration::from_secs(3));
        let _ = stream.write_all(&bytes[200..]);
    });
    let spoken = voice(&slow, None, &CancelToken::default()).speak(&say("Hello there."));
    assert!(matches!(spoken, Err(Failure::Unavailable(_))), "{spoken:?}");

    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let places = Places::default();
    let context = EngineContext { places: &places, cancel: &CancelToken::default(), lanes: 1 };
    let name = format!("tts/alloy@http://127.0.0.1:{port}/v1");
    let gone = Http::open(&name, Tuning::default(), &context).unwrap();
    let failure = gone.speak(&say("Hello there.")).unwrap_err();
    let failure = failure.to_string();
    assert!(failure.starts_with("nothing answers at 127.0.0.1:") && !failure.contains("times"), "{failure}");
}

#[test]
fn a_halt_ends_the_wait_of_a_busy_server() {
    let busy = b"HTTP/1.1 429 Busy\r\nRetry-After: 3600\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    let site = Site::new(|_| busy.to_vec());
    let cancel = CancelToken::default();
    let mut voice = voice(&site, None, &cancel);
    // An hour is no wait for a test: only the cancel can end it.
    voice.patience.retry.longest_wait = Duration::from_hours(1);
    std::thread::scope(|scope| {
        let spoken = scope.spawn(|| voice.speak(&say("Hello there.")));
        while site.hits() == 0 {
            std::thread::sleep(Duration::from_millis(10));
        }
        std::thread::sleep(Duration::from_millis(100));
        cancel.cancel();
        assert_eq!(spoken.join().unwrap(), Err(Failure::Cancelled));
    });
    assert_eq!(site.hits(), 1);
}

#[test]
fn half_an_answer_is_none() {
    // The connection breaks in the middle, once: it is tried again.
    let (spoken, hits) = outcome(|request| {
        let mut bytes = right();
        if request.hit == 0 {
            bytes.truncate(bytes.len() / 2);
        }
        bytes
    });
    assert!(spoken.is_ok() && hits == 2, "{spoken:?}");
    // The server's answer is whole, and the sound in it is not.
    let half = |length: usize| {
        let mut bytes = wav_of(&clip(24_000));
        bytes.truncate(length);
        outcome(move |_| answer("200 OK", "audio/wav", &bytes)).0
    };
    for length in [0, 20, 44, 30_000] {
        let spoken = half(length);
        assert!(matches!(spoken, Err(Failure::Garbage(_))), "{length}: {spoken:?}");
    }
    // Neither says how long it is.
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: audio/pcm;rate=24000\r\nConnection: close\r\n\r\n";
    let (spoken, _) = outcome(|_| [head.as_slice(), &[1; 4_000]].concat());
    assert!(spoken.unwrap_err().to_string().contains("that may be truncated"));
}

#[test]
fn garbage_and_floods_are_refused() {
    let (spoken, _) = outcome(|_| answer("200 OK", "text/html", b"<h1>Welcome</h1>"));
    assert!(spoken.unwrap_err().to_string().contains("(text/html): <h1>Welcome</h1>"));
    let (spoken, _) = outcome(|_| answer("200 OK", "audio/mpeg", &[0xff; 5_000]));
    assert!(matches!(spoken, Err(Failure::Garbage(_))), "{spoken:?}");
    let mut odd = wav_of(&clip(24_000));
    odd[24..28].copy_from_slice(&4_000_000_000_u32.to_le_bytes());
    let (spoken, _) = outcome(move |_| answer("200 OK", "audio/wav", &odd));
    assert!(matches!(spoken, Err(Failure::Garbage(_))), "{spoken:?}");
    let flood = Site::serving(|_, stream| {
        let mut sent = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: audio/wav\r\n\r\n");
        while sent.is_ok() {
            sent = stream.write_all(&[82; 1 << 12]);
        }
    });
    let mut patient = voice(&flood, None, &CancelToken::default());
    patient.patience.time = |_| Duration::from_secs(20);
    let spoken = patient.speak(&say("Hello there."));
    let Err(failure @ Failure::Garbage(_)) = &spoken else { panic!("{spoken:?}") };
    assert!(failure.to_string().contains("bytes for one line"), "{failure}");
}

#[test]
fn a_key_that_the_server_says_back_is_not_shown() {
    let echo = |status: &'static str, kind: &'static str, padding: usize| {
        outcome(move |request| {
            let said = request.head.lines().find(|line| line.contains(KEY)).unwrap();
            let kind = if kind.is_empty() { format!("text/{KEY}") } else { kind.to_owned() };
            let body = format!("{{\"{}\":\"{said}\",\"detail\":\"{said}\"}}", "x".repeat(padding));
            answer(status, &kind, body.as_bytes())
        })
    };
    // Where a quotation ends, it may end within the key.
    let ways = ["200 OK", "400 Bad Request", "418 Teapot", "500 Broken", "429 Slow"];
    for (status, kind, padding) in ways.iter().flat_map(|status| {
        let kinds = ["application/json", "text/plain", "", "audio/wav"];
        kinds
            .into_iter()
            .flat_map(move |kind| [0, 150, 157, 160, 165].map(|padding| (*status, kind, padding)))
    }) {
        let failure = echo(status, kind, padding).0.unwrap_err().to_string().to_lowercase();
        let part =
            (8..=KEY.len()).filter_map(|end| KEY.get(end - 8..end)).find(|part| failure.contains(part));
        assert_eq!(part, None, "{status} {kind} {padding}: {failure}");
    }
}

#[test]
fn any_rate_and_several_formats_are_heard() {
    for rate in [8_000, 16_000, 48_000] {
        let bytes = wav_of(&clip(rate));
        let spoken = outcome(move |_| answer("200 OK", "audio/x-wav", &bytes)).0.unwrap();
        assert_eq!((spoken.clip.rate.hertz(), spoken.clip.len()), (rate, u64::from(rate)));
    }
    let Some(ffmpeg) = tool("ffmpeg") else { return };
    let dir = tempfile::tempdir().unwrap();
    let source = dir.path().join("hum.wav");
    std::fs::File::create(&source).unwrap().write_all(&wav_of(&clip(24_000))).unwrap();
    for (codec, ending, kind) in [
        ("libmp3lame", "mp3", "audio/mpeg"),
        ("flac", "flac", "audio/flac"),
        ("libvorbis", "ogg", "audio/ogg"),
    ] {
        let path = dir.path().join("hum").with_extension(ending);
        let mut command = Command::new(&ffmpeg);
        command.args(["-v", "error", "-i"]).arg(&source).args(["-c:a", codec]).arg(&path);
        if !command.status().unwrap().success() {
            missing(&format!("this ffmpeg has no {codec}"));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let whole = bytes.clone();
        let spoken = outcome(move |_| answer("200 OK", kind, &whole)).0.unwrap();
        assert_eq!(spoken.clip.rate.hertz(), 24_000);
        assert!((23_500..26_500).contains(&spoken.clip.len()), "{codec}: {}", spoken.clip.len());
        if ending != "mp3" {
            let half = bytes[..bytes.len() * 2 / 3].to_vec();
            let spoken = outcome(move |_| answer("200 OK", kind, &half)).0;
            assert!(matches!(spoken, Err(Failure::Garbage(_))), "{codec}: {spoken:?}");
        }
    }
}

/// A hum as long as the text that a voice is asked for.
fn spoken(request: &Request) -> Clip {
    let question: Value = serde_json::from_slice(&request.body).unwrap();
    let letters = u32::try_from(question["input"].as_str().unwrap().chars().count()).unwrap();
    let samples = (0..letters * 1_200).map(|n| 0.3 * libm::sinf(n as f32 * 0.1)).collect();
    Clip { rate: Rate::new(24_000).unwrap(), samples }
}

/// A server whose voice is as long as its text.
fn speaker() -> Site {
    Site::new(|request| answer("200 OK", "audio/wav", &wav_of(&spoken(request))))
}

#[test]
fn what_it_costs_is_told_before_it_is_spent() {
    let site = speaker();
    let place = Place::new();
    let cast = "[voices]\nnarrator = { voice = 'http:tts-1/alloy', price = 15 }\ndescriber = 'tone:low'\n\
                [roles]\naside = 'describer'\n";
    place.file("cast.toml", cast);
    place.file("a.md", "# A title\n\nSome words.\n\nSome words.\n\n![A cat.](cat.png)\n");
    let run = |more: &[&str]| {
        let arguments = [&["make", "a.md", "--voices", "cast.toml"], more].concat();
        let mut command = place.command(&arguments);
        command.env("ARTICAST_SPEECH_URL", site.address("/v1")).env("ARTICAST_SPEECH_KEY", KEY);
        command.env_remove("OPENAI_API_KEY");
        let run = crate::program::Run(command.output().unwrap()).success();
        assert!(!run.out().contains(KEY) && !run.err().contains(KEY));
        run
    };
    let estimate = run(&["--dry-run", "--json"]).json().remove(0);
    let part = &estimate["parts"][0];
    assert_eq!((&part["lines"], &part["new_lines"]), (&3.into(), &2.into()), "{estimate}");
    let characters = part["new_characters"].as_u64().unwrap();
    assert!(18 < characters && characters < 30, "{estimate}");
    assert!((part["cost"].as_f64().unwrap() - characters as f64 * 15e-6).abs() < 1e-12);
    assert_eq!(site.hits(), 0);
    assert!(!place.path("output").exists());

    let made = run(&[]);
    let first = made.err().lines().next().unwrap().to_owned();
    let wanted =
        format!("http:tts-1/alloy: sending to its server: 2 lines, {characters} characters, about 0.0");
    assert!(first.starts_with(&wanted), "{first}");
    assert_eq!(site.hits(), 2);
    assert!(place.path("output/a-title/episode.json").is_file());

    // Now it is all kept, and costs nothing.
    let text = run(&["--dry-run"]).out();
    assert!(
        text.contains("3 lines cached or repeated; to speak: 0 lines, 0 characters, about 0.0000"),
        "{text}"
    );
    run(&[]);
    assert_eq!(site.hits(), 2);
}

/// An answer that says the key back in its head too.
fn telling(status: &str, kind: &str, body: &[u8]) -> Vec<u8> {
    let headers = ["X-Key", "Server", "Set-Cookie", "WWW-Authenticate", "Location", "ETag"];
    let said = headers.map(|name| format!("{name}: Bearer {KEY}\r\n")).concat();
    let length = body.len();
    let head =
        format!("HTTP/1.1 {status} {KEY}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n{said}");
    [head.as_bytes(), b"Retry-After: 7200\r\nConnection: close\r\n\r\n", body].concat()
}

/// Speech of a line that holds the key in a chunk of text behind the sound.
fn tagged(request: &Request) -> Vec<u8> {
    let mut wav = wav_of(&spoken(request));
    let text = format!("{KEY:<24}");
    wav.extend(b"LIST");
    wav.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
    wav.extend(text.as_bytes());
    wav
}

/// What is made with a server's key, what is printed and what is kept do not hold it, whatever the server says.
#[test]
fn a_key_that_the_server_says_back_is_kept_nowhere() {
    let json = format!("{{\"error\":{{\"message\":\"bad {KEY}\"}},\"detail\":\"{KEY}\"}}").into_bytes();
    let (page, key_alone) = (format!("<p>Bearer {KEY}</p>"), KEY.as_bytes());
    let kinds: [(&str, &str, &[u8]); 10] = [
        ("200 OK", "application/json", &json),
        ("200 OK", "text/html", page.as_bytes()),
        ("200 OK", "audio/wav", key_alone),
        ("200 OK", "audio/x-sk-test-never-shown", key_alone),
        ("204 No Content", "text/plain", b""),
        ("302 Found", "text/plain", key_alone),
        ("401 Unauthorized", "application/json", &json),
        ("422 Unprocessable", "text/plain", page.as_bytes()),
        ("429 Too Many Requests", "application/json", &json),
        ("503 Service Unavailable", "text/plain", key_alone),
    ];
    std::thread::scope(|scope| {
        for (status, kind, body) in kinds {
            let body = body.to_vec();
            scope.spawn(move || {
                let place = Place::new();
                let site = Site::new(move |request| {
                    if request.body.windows(3).any(|part| part == b"odd") {
                        telling(status, kind, &body)
                    } else {
                        telling("200 OK", "audio/wav", &tagged(request))
                    }
                });
                place.file("a.md", "# A title\n\nFine.\n\nSome words.\n\nAn odd line.\n\nMore words.\n");
                for more in [&["--json"][..], &[], &["--on-failure", "skip"], &["--on-failure", "stop"]] {
                    let mut command =
                        place.command(&[&["make", "a.md", "--voices", "http:m/v"], more].concat());
                    command.env("ARTICAST_SPEECH_URL", site.address("/v1")).env("ARTICAST_SPEECH_KEY", KEY);
                    let run = Run(command.output().unwrap());
                    let told = format!("{}{}", run.out(), run.err()).to_lowercase();
                    assert!(told.contains("an odd line"), "{status} {kind}: {told}");
                    let mut parts = (8..=KEY.len()).filter_map(|end| KEY.get(end - 8..end));
                    assert_eq!(parts.find(|part| told.contains(part)), None, "{status} {kind}: {told}");
                    assert_eq!(holding(&place.path(""), KEY), [] as [PathBuf; 0], "{status} {kind} {more:?}");
                }
                // A server that is busy for hours is given up, and there is no episode.
                let is_given_up = status.starts_with("429") || status.starts_with("503");
                let is_made = || !holding(&place.path("output"), "An odd line").is_empty();
                assert!(is_given_up || is_made(), "{status} {kind}");
                assert!(!holding(&place.path("cache"), "RIFF").is_empty(), "{status} {kind}");
            });
        }
    });
}

#[test]
fn a_key_goes_nowhere_but_to_the_users_own_server() {
    let place = Place::new();
    let refusing = Site::new(|request| {
        let is_keyless = !request.head.to_lowercase().contains("authorization");
        answer("401 Unauthorized", "text/plain", if is_keyless { b"keyless" } else { b"key!" })
    });
    place.file("a.md", "# A title\n\nSome words.\n");
    let stranger = format!("http:m/v@{}", refusing.address("/v1"));
    let run = |voice: &str, url: Option<String>| {
        let mut command = place.command(&["make", "a.md", "--voices", voice, "--json"]);
        command.env("ARTICAST_SPEECH_KEY", KEY).env("OPENAI_API_KEY", KEY).env_remove("ARTICAST_SPEECH_URL");
        command.envs(url.map(|url| ("ARTICAST_SPEECH_URL", url)));
        let run = crate::program::Run(command.output().unwrap());
        assert!(!run.out().contains(KEY) && !run.err().contains(KEY), "{}", run.err());
        run
    };
    let ended = run(&stranger, Some("https://api.example/v1".into())).code(1);
    assert!(ended.err().contains("requires a key"), "{}", ended.err());
    let ended = run("http:m/v", Some(refusing.address("/v1"))).code(1);
    assert!(ended.err().contains("rejects the key (status 401)"), "{}", ended.err());
    let ended = run("http:m/v", None).code(69);
    assert!(ended.err().contains("ARTICAST_SPEECH_URL"), "{}", ended.err());
    run("http:m", Some(refusing.address("/v1"))).code(69);
}
