package org.mailferry.target.myoffice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.mailferry.http.HttpAnswer;
import org.mailferry.kernel.EmailAddress;
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

    /** The elements of an answer that is a list, or has one beside other figures: the guide shows neither. */
    static List<JsonNode> items(JsonNode answer) {
        JsonNode list = answer;
        if (!answer.isArray()) {
            for (JsonNode part : answer) {
                if (part.isArray()) {
                    list = part;
                    break;
                }
            }
        }
        List<JsonNode> items = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(items::add);
        }
        return items;
    }

    /** The first of these fields that has text. */
    static String first(JsonNode node, String... fields) {
        for (String field : fields) {
            if (!node.path(field).asText().isEmpty()) {
                return node.path(field).asText();
            }
        }
        return "";
    }

    /** An array of addresses, or one text with commas. */
    static Set<EmailAddress> addresses(JsonNode node) {
        Set<EmailAddress> found = new LinkedHashSet<>();
        var texts = node.isArray() ? StreamSupport.stream(node.spliterator(), false).map(JsonNode::asText) : Arrays.stream(node.asText().split(","));
        texts.map(String::strip).filter(text -> text.contains("@")).map(EmailAddress::parse).forEach(found::add);
        return found;
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
