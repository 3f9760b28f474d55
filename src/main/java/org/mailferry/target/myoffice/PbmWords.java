package org.mailferry.target.myoffice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.mailferry.http.HttpAnswer;
import org.mailferry.kernel.MigrationException;
import org.mailferry.kernel.Secret;

/** Reads PBM's JSON and what it says about an error (section 8 of the guide). */
final class PbmWords {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST = 400;

    private PbmWords() {}

    static JsonNode json(HttpAnswer answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            // Without the cause: a parser's message quotes the text, and that may hold a token.
            throw MigrationException.permanent("PBM answered " + answer.status() + " with something that is not JSON; "
                + "is the plan's pbm url the PBM server?");
        }
    }

    static byte[] bytes(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A list of plain records is always JSON", e);
        }
    }

    /** The server's message in one line, with every appearance of the secrets taken out: a server may quote what it refused. */
    static String of(HttpAnswer answer, Secret... secrets) {
        String text = text(answer.body());
        for (Secret secret : secrets) {
            text = secret.reveal().isEmpty() ? text : text.replace(secret.reveal(), secret.toString());
        }
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private static String text(String body) {
        try {
            JsonNode message = JSON.readTree(body).path("message");
            if (message.isObject()) {
                List<String> parts = new ArrayList<>();
                message.elements().forEachRemaining(part -> parts.add(part.asText()));
                return String.join("; ", parts);
            }
            return message.asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
