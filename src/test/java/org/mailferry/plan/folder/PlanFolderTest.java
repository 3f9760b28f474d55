package org.mailferry.plan.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailferry.kernel.PlanName;
import org.mailferry.plan.MigrationPlan;
import org.mailferry.plan.PlanReading;

class PlanFolderTest {
    @TempDir private Path plans;
    private Path folder;

    @BeforeEach void newExample() throws IOException {
        folder = plans.resolve("spring");
        PlanExample.writeTo(folder);
    }

    @Test void folderGivesThePlanItsName() {
        PlanReading reading = new PlanFolder(folder).read();
        assertThat(reading).isInstanceOf(PlanReading.Valid.class);
        assertThat(((PlanReading.Valid) reading).plan().name()).isEqualTo(new PlanName("spring"));
        assertThat(new ConfiguredPlanFolders(new PlanSettings(plans)).find(new PlanName("spring"))).isPresent();
        assertThat(new ConfiguredPlanFolders(new PlanSettings(plans)).find(new PlanName("autumn"))).isEmpty();
    }

    @Test void exampleNeverOverwritesAPlan() {
        assertThatThrownBy(() -> PlanExample.writeTo(folder)).isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test void byteOrderMarkAndSemicolonsAndWindowsLinesMakeNoDifference() throws IOException {
        MigrationPlan plain = ((PlanReading.Valid) new PlanFolder(folder).read()).plan();
        Path csv = folder.resolve("mailboxes.csv");
        String text = Files.readString(csv).replaceAll("(?m)^#.*\n", "").replace("\"Сидоров, мл.\"", "Сидоров").replace(',', ';');
        Files.writeString(csv, "\uFEFF" + text.replace("\n", "\r\n"));
        MigrationPlan fromSpreadsheet = ((PlanReading.Valid) new PlanFolder(folder).read()).plan();
        assertThat(fromSpreadsheet.mailboxes().get(1)).isEqualTo(plain.mailboxes().get(1));
    }

    @Test void everyMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("plan.yaml"));
        Files.delete(folder.resolve("mailboxes.csv"));
        PlanReading reading = new PlanFolder(folder).read();
        assertThat(((PlanReading.Invalid) reading).problems()).extracting(problem -> problem.file() + ":" + problem.line())
            .containsExactly("plan.yaml:1", "mailboxes.csv:1");
    }

    @Test void otherEncodingIsRefusedAtItsFirstLine() throws IOException {
        Path csv = folder.resolve("mailboxes.csv");
        byte[] ascii = "source,wave,given_name\na@corp.example,test,Anna\n".getBytes(StandardCharsets.US_ASCII);
        Files.write(csv, ascii);
        Files.write(csv, "b@corp.example,pilot,Борис\n".getBytes(Charset.forName("windows-1251")), java.nio.file.StandardOpenOption.APPEND);
        PlanReading reading = new PlanFolder(folder).read();
        assertThat(((PlanReading.Invalid) reading).problems()).extracting(Object::toString)
            .containsExactly("mailboxes.csv:3: This line is not UTF-8: save the file in that encoding");
    }
}
