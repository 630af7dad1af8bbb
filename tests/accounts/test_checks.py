from accounts.checks import sources_can_be_told_apart


def test_a_proxy_that_does_not_tell_sources_apart_is_warned_of(settings):
    assert sources_can_be_told_apart(None) == []
    settings.PROXY_HTTPS_HEADER = "X-Forwarded-Proto"
    [warning] = sources_can_be_told_apart(None)
    assert "PROXY_ADDRESS_HEADER is not" in warning.msg
    settings.PROXY_ADDRESS_HEADER = "X-Forwarded-For"
    assert sources_can_be_told_apart(None) == []
