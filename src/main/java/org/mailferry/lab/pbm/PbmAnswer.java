package org.mailferry.lab.pbm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;

/** An answer of the simulator; the texts of section 8 of the guide to the letter. */
public record PbmAnswer(int status, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final PbmAnswer SUCCESS = json(200, Map.of("success", true));
    static final PbmAnswer TOKEN_EXPIRED = message(401, "TOKEN EXPIRED");
    static final PbmAnswer FORBIDDEN = message(403,
        "You don't have the permission to access the requested resource. It is either read-protected or not readable by the server.");

    public static PbmAnswer json(int status, Object value) {
        try {
            return new PbmAnswer(status, JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public static PbmAnswer message(int status, Object message) {
        return json(status, Map.of("message", message));
    }

    static PbmAnswer wrong(String parameter, String rule) {
        return message(400, Map.of(parameter, parameter + " " + rule));
    }
}
