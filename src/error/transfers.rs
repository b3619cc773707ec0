//! Why a transfer failed: from the web, or to a store.

/// Why a store did not accept or deliver a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unstored {
    /// The address is not one of a store that this build supports.
    #[error("{0}")]
    Unknown(String),
    /// The store denies access.
    #[error("access was refused: {0}")]
    Refused(String),
    /// A temporary failure, such as a network error or an overloaded server.
    #[error("{0}")]
    Passing(String),
    /// The feed names a sound file that is neither in the podcast's folder nor in the store. The value is its path.
    #[error("the feed names `{0}`, which is neither here nor in the store")]
    Lacking(String),
}

impl Unstored {
    pub(super) fn hint(&self) -> &'static str {
        match self {
            Unstored::Unknown(_) => "give a folder, `file:///FOLDER` or `s3://BUCKET/FOLDER`",
            Unstored::Refused(_) => {
                "for S3, check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION and AWS_ENDPOINT_URL"
            }
            Unstored::Passing(_) => {
                "run the command again to continue; files that were already uploaded are kept"
            }
            Unstored::Lacking(_) => "make that episode again, or remove its folder to drop it from the feed",
        }
    }
}

/// Why an article could not be fetched.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unfetched {
    /// It is not a web address.
    #[error("{0}")]
    NotOfTheWeb(String),
    /// It leads to this machine or its network.
    #[error("it leads to {0}, which is not on the public internet")]
    Local(std::net::IpAddr),
    /// The server has nothing at this address. The value is the HTTP status.
    #[error("there is nothing at this address (status {0})")]
    Missing(u16),
    /// The server denies access. The value is the HTTP status.
    #[error("it requires a login or a payment, or the site blocks programs (status {0})")]
    Closed(u16),
    /// The response is not an article, and another attempt would not change that.
    #[error("{0}")]
    Refused(String),
    /// A temporary failure, such as a network error or an overloaded server.
    #[error("{0}")]
    Passing(String),
}

impl Unfetched {
    pub(super) fn hint(&self) -> Option<&'static str> {
        match self {
            Unfetched::NotOfTheWeb(_) => {
                Some("give an address that starts with http:// or https://, or a path")
            }
            Unfetched::Local(_) => Some("to allow this, give `--allow-local`"),
            Unfetched::Missing(_) => Some("check the address in a browser"),
            Unfetched::Closed(_) => {
                Some("open it in a browser, save the page, and give Articast the saved file")
            }
            Unfetched::Refused(_) => None,
            Unfetched::Passing(_) => Some("try again later"),
        }
    }
}
