package org.mailferry.http;

/** What a server answered: never a 408, 429 or 5xx, which {@link HttpCalls} turns into exceptions. */
public record HttpAnswer(int status, String body) {
    public boolean ok() {
        return status >= 200 && status < 300;
    }
}
