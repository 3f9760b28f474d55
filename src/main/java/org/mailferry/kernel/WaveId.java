package org.mailferry.kernel;

/** One wave of one plan, written {@code plan/wave}. The test user and the pilot are waves too. */
public record WaveId(PlanName plan, String wave) {
    public WaveId {
        new PlanName(wave);
    }

    /** @throws IllegalArgumentException when the text is not {@code plan/wave} */
    public static WaveId parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' is not a wave id (expected plan/wave)");
        }
        return new WaveId(PlanName.parse(text.substring(0, slash)), text.substring(slash + 1));
    }

    public String text() {
        return plan.text() + "/" + wave;
    }

    @Override public String toString() {
        return text();
    }
}
