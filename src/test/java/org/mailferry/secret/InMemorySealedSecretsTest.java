package org.mailferry.secret;

class InMemorySealedSecretsTest extends SealedSecretsContract {
    @Override protected SealedSecrets empty() {
        return new InMemorySealedSecrets();
    }
}
