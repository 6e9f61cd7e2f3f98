/**
 * A self-signed certificate for 127.0.0.1 and localhost, valid until 2126, with its key. For tests
 * alone: the key is public, so nothing may ever trust it. Made by:
 *
 *     openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 36500 \
 *       -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
 *       -addext basicConstraints=critical,CA:FALSE -keyout key.pem -out cert.pem
 */
export const certificate = {
  cert: `-----BEGIN CERTIFICATE-----
MIIBmDCCAT6gAwIBAgIURsgibfji8MXxVwud0X+FqN8JIncwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyNDE2NDUzMloYDzIxMjYxMDMx
MTY0NTMyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAARDl/t/UBgNYRL7oenzNOLjjGYyX/FLWcEnNPV8u0z8POR9WTz4inlx
t40hAn1OIJpX0zpYS9UO4Msak/Zf4xfIo2wwajAdBgNVHQ4EFgQU5lR+ZMf6Xk22
N3Htlj6o0zZpG7gwHwYDVR0jBBgwFoAU5lR+ZMf6Xk22N3Htlj6o0zZpG7gwGgYD
VR0RBBMwEYIJbG9jYWxob3N0hwR/AAABMAwGA1UdEwEB/wQCMAAwCgYIKoZIzj0E
AwIDSAAwRQIgbWZouNrlaT5VIfplN+C07HCy5+Jf3+a0Druke5igxUgCIQDrqcwM
/YP3DxXKnOqBFPxcVD+Au8Ec08cCNvCuUgLohw==
-----END CERTIFICATE-----
`,
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgkoZRVrgmQu0ySfsv
/DXY+fOcfkl4tHQdvXuMK5vEeVuhRANCAARDl/t/UBgNYRL7oenzNOLjjGYyX/FL
WcEnNPV8u0z8POR9WTz4inlxt40hAn1OIJpX0zpYS9UO4Msak/Zf4xfI
-----END PRIVATE KEY-----
`,
} as const;
