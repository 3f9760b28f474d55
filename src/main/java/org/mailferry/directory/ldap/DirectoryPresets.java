package org.mailferry.directory.ldap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.mailferry.kernel.MigrationException;

/** The presets of the delivered file, with what the configuration says instead. */
record DirectoryPresets(Map<String, DirectoryPreset> byProduct) {
    private static final String FILE = "/directory/presets.properties";
    private static final String WHICHEVER = "any";

    /**
     * @param overrides product to key to value; a new product starts from {@code any}
     * @throws IllegalArgumentException naming a key that no preset has
     */
    static DirectoryPresets with(Map<String, Map<String, String>> overrides) {
        Map<String, Map<String, String>> keys = delivered();
        overrides.forEach((product, changes) -> {
            Map<String, String> changed = keys.computeIfAbsent(product, any -> new HashMap<>(delivered().get(WHICHEVER)));
            changes.forEach((key, value) -> {
                if (!DirectoryPreset.KEYS.contains(key)) {
                    throw new IllegalArgumentException("mailferry.directory.presets." + product + "." + key + " is not known; a preset has " + DirectoryPreset.KEYS);
                }
                changed.put(key, value);
            });
        });
        Map<String, DirectoryPreset> presets = new TreeMap<>();
        keys.forEach((product, values) -> presets.put(product, DirectoryPreset.of(values)));
        return new DirectoryPresets(presets);
    }

    DirectoryPreset of(String product) {
        DirectoryPreset preset = byProduct.get(product.isEmpty() ? WHICHEVER : product);
        if (preset == null) {
            throw MigrationException.permanent("There is no preset for a directory of kind '" + product + "'; there are " + byProduct.keySet());
        }
        return preset;
    }

    private static Map<String, Map<String, String>> delivered() {
        Properties file = new Properties();
        try (InputStream stream = DirectoryPresets.class.getResourceAsStream(FILE)) {
            if (stream == null) {
                throw new IllegalStateException(FILE + " is not in the program");
            }
            file.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " could not be read", e);
        }
        Map<String, Map<String, String>> keys = new TreeMap<>();
        file.stringPropertyNames().forEach(name -> {
            int dot = name.indexOf('.');
            keys.computeIfAbsent(name.substring(0, dot), any -> new HashMap<>()).put(name.substring(dot + 1), file.getProperty(name));
        });
        return keys;
    }
}
