"""A passkey in software: what a phone holds and answers, for a site that is reached over plain HTTP in tests."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import sha256

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData, CollectedClientData

ID = b"a-passkey-of-tests"
SITE = "testserver"
SEEN = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV  # somebody was there, and it was its owner


def encoded(content):
    return urlsafe_b64encode(content).decode().rstrip("=")


def decoded(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


class Passkey:
    """A passkey of `user` that the site knows."""

    def __init__(self, user):
        self._user, self._key = user, ec.generate_private_key(ec.SECP256R1())
        held = AttestedCredentialData.create(bytes(16), ID, ES256.from_cryptography_key(self._key.public_key()))
        made = AuthenticatorData.create(self._site, SEEN | AuthenticatorData.FLAG.AT, 0, held)
        said = self._said("webauthn.create", b"made once")
        response = {"attestationObject": encoded(AttestationObject.create("none", made, {})), "clientDataJSON": said}
        data = {"name": "Phone", "credential": self._told(response)}
        Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=data)

    def answer(self, challenge):
        """What a browser posts as `credential` when the options of the site have this `challenge`."""
        said = self._said("webauthn.get", decoded(challenge))
        seen = AuthenticatorData.create(self._site, SEEN, 1)
        signature = self._key.sign(bytes(seen) + sha256(decoded(said)).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "authenticatorData": encoded(seen),
            "clientDataJSON": said,
            "signature": encoded(signature),
            "userHandle": encoded(user_pk_to_url_str(self._user).encode()),
        }
        return json.dumps(self._told(response))

    _site = sha256(SITE.encode()).digest()

    def _said(self, kind, challenge):
        return encoded(CollectedClientData.create(type=kind, challenge=challenge, origin=f"http://{SITE}"))

    def _told(self, response):
        return {
            "id": encoded(ID),
            "rawId": encoded(ID),
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }
