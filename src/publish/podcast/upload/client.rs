//! HTTP for stores, by the client that fetches articles.

use async_trait::async_trait;
use http_body_util::BodyExt;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use object_store::{ClientConfigKey, ClientOptions};
use ureq::config::AutoHeaderValue;
use ureq::http::{Method, Request};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Proxy};

/// The most bytes of an answer: a page of a list, or the list of what was sent.
const LARGEST: u64 = 80 << 20;

/// Makes clients that keep to a store's options.
#[derive(Debug, Default)]
pub(super) struct Connector;

impl HttpConnector for Connector {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let is_set = |key| options.get_config_value(&key).is_some_and(|value| value == "true");
        let time = |key| {
            let value: Option<String> = options.get_config_value(&key);
            value.map(|value| humantime::parse_duration(&value)).transpose().map_err(unusable)
        };
        // As browsers do: who runs a store in their own network gave the system its certificates.
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .disable_verification(is_set(ClientConfigKey::AllowInvalidCertificates))
            .build();
        let mut config = Agent::config_builder()
            .tls_config(tls)
            .https_only(!is_set(ClientConfigKey::AllowHttp))
            .http_status_as_error(false)
            // What is signed is signed for one address.
            .max_redirects(0)
            .max_redirects_will_error(false)
            .accept_encoding(AutoHeaderValue::None)
            .timeout_global(time(ClientConfigKey::Timeout)?)
            .timeout_connect(time(ClientConfigKey::ConnectTimeout)?)
            .timeout_per_read(time(ClientConfigKey::ReadTimeout)?);
        if let Some(agent) = options.get_config_value(&ClientConfigKey::UserAgent) {
            config = config.user_agent(agent);
        }
        if let Some(proxy) = options.get_config_value(&ClientConfigKey::ProxyUrl) {
            config = config.proxy(Some(Proxy::new(&proxy).map_err(unusable)?));
        }
        Ok(HttpClient::new(Client(config.build().into())))
    }
}

fn unusable(error: impl std::error::Error + Send + Sync + 'static) -> object_store::Error {
    object_store::Error::Generic { store: "HTTP", source: Box::new(error) }
}

#[derive(Debug)]
struct Client(Agent);

#[async_trait]
impl HttpService for Client {
    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let (parts, body) = request.into_parts();
        let body = body.collect().await?.to_bytes();
        let agent = self.0.clone();
        let answer = tokio::task::spawn_blocking(move || {
            let has_body = matches!(parts.method, Method::POST | Method::PUT | Method::PATCH);
            let answer = if has_body {
                agent.run(Request::from_parts(parts, &body[..]))
            } else {
                agent.run(Request::from_parts(parts, ()))
            };
            let (parts, mut body) = answer.map_err(failed)?.into_parts();
            let bytes = body.with_config().limit(LARGEST).read_to_vec().map_err(failed)?;
            Ok(HttpResponse::from_parts(parts, bytes.into()))
        });
        answer.await.unwrap_or_else(|error| Err(HttpError::new(HttpErrorKind::Unknown, error)))
    }
}

/// What of a failure decides whether it is tried again.
fn failed(error: ureq::Error) -> HttpError {
    use std::io::ErrorKind as Io;
    use ureq::Error as E;
    let kind = match &error {
        E::Timeout(_) => HttpErrorKind::Timeout,
        E::HostNotFound | E::ConnectionFailed | E::ConnectProxyFailed(_) => HttpErrorKind::Connect,
        E::Io(error) => match error.kind() {
            Io::TimedOut => HttpErrorKind::Timeout,
            Io::ConnectionRefused | Io::HostUnreachable | Io::NetworkUnreachable => HttpErrorKind::Connect,
            Io::ConnectionAborted | Io::ConnectionReset | Io::BrokenPipe | Io::UnexpectedEof => {
                HttpErrorKind::Interrupted
            }
            _ => HttpErrorKind::Unknown,
        },
        E::BodyExceedsLimit(_) => HttpErrorKind::Decode,
        _ => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, error)
}
