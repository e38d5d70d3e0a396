package dev.cloze.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.cloze.base.BaseError;
import dev.cloze.base.ClozeException;
import dev.cloze.base.ErrorCode;
import dev.cloze.base.Progress;
import dev.cloze.data.DataError;
import dev.cloze.data.DataSource;
import dev.cloze.data.ExampleStream;
import dev.cloze.run.TrainedRun;
import dev.cloze.task.Combination;
import dev.cloze.task.TaskError;
import dev.cloze.template.TemplateError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake is told in one line; what can be found before the first training is. */
class RecipeBadInputTest {
  @TempDir Path folder;
  private TinyRecipe tiny;

  @BeforeEach
  void writeARecipe() {
    tiny = TinyRecipe.in(folder);
  }

  private void refuses(ErrorCode code, String message, String... overrides) {
    refuses(() -> tiny.begin("out", overrides), code, message);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private static void refuses(ThrowingCallable call, ErrorCode code, String message) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(ClozeException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private Path member(String name) {
    return folder.resolve("out/seed-13/generation-1/members/" + name);
  }

  @Test
  void noMembers() {
    tiny.write(TinyRecipe.PET.replaceAll("(?m)^    (report|was|colon): .*\n", ""));

    refuses(RecipeError.NO_MEMBERS, "recipe.members: found none; a name for each pattern");
  }

  @Test
  void aMemberThatIsNoSettingsOrNoName() {
    refuses(
        BaseError.WRONG_TYPE,
        "recipe.was: found 'x'; keys of the run file with values belong there",
        "recipe.members.was=x");
    tiny.write(TinyRecipe.PET.replace("    was:", "    ../was:"));
    refuses(BaseError.REFUSED_VALUE, "found the name '../was'; letters, digits");
  }

  @Test
  void noUnlabelledFileOrAnEmptyOne() {
    refuses(
        RecipeError.NO_UNLABELLED,
        "data.unlabelled is missing: a file of texts belongs there",
        "data.unlabelled=");
    refuses(DataError.UNREADABLE_FILE, "nowhere.tsv: no such file", "data.unlabelled=nowhere.tsv");
    tiny.write("texts.tsv", "text_a\n");
    refuses(DataError.NO_EXAMPLES, "texts.tsv");
  }

  @Test
  void labelsInTheUnlabelledFileAreNotLookedAt() {
    tiny.write("texts.tsv", "football\tthe team won\nweather\tit rained\n");

    assertThat(tiny.begin("out").warnings())
        .containsExactly("data.unlabelled has labels in it, which are not looked at");
  }

  @Test
  void noTestSet() {
    refuses(RecipeError.NO_TEST, "data.test is missing: a recipe scores", "data.test=");
  }

  @Test
  void anotherOutput() {
    refuses(
        RecipeError.OTHER_OUTPUT,
        "members label texts with one label each; leave 'output' out",
        "output=several_labels",
        "data.few_shot=");
  }

  @Test
  void membersWithOtherLabels() {
    refuses(
        RecipeError.UNLIKE_MEMBERS,
        "recipe: was has the labels [weather, football], and the first member has [football,"
            + " weather]",
        "recipe.members.was.verbalizer={words: {weather: night, football: trophy}}",
        "verbalizer=",
        "recipe.members.report.verbalizer={words: {football: trophy, weather: night}}",
        "recipe.members.colon.verbalizer={words: {football: trophy, weather: night}}");
  }

  @Test
  void aMistakeOfOneMember() {
    refuses(
        TemplateError.NO_MASK,
        "recipe: was: ",
        "recipe.members.was.template='{\"placeholder\":\"text_a\"}'");
  }

  @Test
  void aKeyThatNothingReads() {
    refuses(
        BaseError.UNKNOWN_KEY,
        "unknown key 'repetition'; did you mean 'repetitions'?",
        "recipe.repetition=2");
    refuses(BaseError.WRONG_TYPE, "one of", "recipe.kind=pte");
  }

  @Test
  void aFolderThatIsTakenOrIsNoRecipes() throws IOException {
    Files.createDirectories(folder.resolve("taken/x"));
    refuses(
        () -> tiny.begin("taken"),
        RecipeError.FOLDER_EXISTS,
        "taken: the folder has something in it; 'cloze run --resume");
    refuses(
        () -> Pet.resume(folder.resolve("taken")),
        RecipeError.NO_RECIPE,
        "taken: no recipe is there; a folder that 'cloze run' wrote for a recipe belongs there");
    refuses(() -> Pet.resume(folder.resolve("nowhere")), RecipeError.NO_RECIPE, "nowhere: no such");
  }

  @Test
  void aFolderThatIsGoneOnWithWasNotChanged() throws IOException {
    tiny.begin("out");
    tiny.write("texts.tsv", "text_a\nanother text\n");
    refuses(
        () -> Pet.resume(folder.resolve("out")),
        RecipeError.OTHER_RECIPE,
        "texts.tsv: has changed since the recipe");

    TinyRecipe.in(folder);
    Path run = folder.resolve("out/seed-13/run-files/was-1.yaml");
    Files.writeString(run, Files.readString(run).replace("epochs: 2", "epochs: 3"));
    refuses(
        () -> Pet.resume(folder.resolve("out")),
        RecipeError.OTHER_RECIPE,
        "its run files say something else than when the recipe began");
  }

  @Test
  void whatIsNotDoneYet() {
    tiny.begin("out");
    Path out = folder.resolve("out");

    refuses(
        () -> TrainedEnsemble.ofRecipe(out, OptionalLong.empty()),
        RecipeError.UNFINISHED,
        "no generation of seed 13 is done; 'cloze run --resume");
    refuses(
        () -> PetFolder.open(out).distilled(OptionalLong.empty()),
        RecipeError.UNFINISHED,
        "nothing is distilled with seed 13");
    refuses(
        () -> PetFolder.open(out).distilled(OptionalLong.of(7)),
        RecipeError.UNFINISHED,
        "--seed 7 is none of this recipe; it has 13");
  }

  @Test
  void aWeightThatIsNotKnownAndAPartOfOthersLabels() throws IOException {
    tiny.run("out", "recipe.distil=false");
    ImmutableMap<String, Path> folders = ImmutableMap.of("was-1", member("was-1"));
    try (TrainedEnsemble trained = TrainedEnsemble.open(folders, Combination.mean(1))) {
      Path file = folder.resolve("labels.jsonl");
      Files.writeString(
          folder.resolve("labels.jsonl.part"), "{\"id\":\"2\",\"source\":\"somebody else\"}\n");
      DataSource source = DataSource.of(folder.resolve("texts.tsv"));
      try (ExampleStream texts = ExampleStream.open(source, Optional.empty())) {
        refuses(
            () -> new Annotator(trained, "us", false).write(texts, file, Progress.SILENT),
            RecipeError.OTHER_PART,
            "labels.jsonl.part: was begun with other texts or by other classifiers; delete it");
      }
      assertThat(folder.resolve("labels.jsonl.part")).exists();
    }
    Files.delete(
        TrainedRun.of(member("was-1"), OptionalLong.empty())
            .seedFolder()
            .resolve("train-before.jsonl"));
    refuses(
        () -> MemberWeights.of(PetOptions.Weights.ACCURACY, Combination.Kind.LOGITS, folders),
        RecipeError.NO_ACCURACY,
        "it is not known how good this was before it was trained");
  }

  @Test
  void aTargetWithoutLabelsForAClassLosesNothing() {
    tiny.write("texts.tsv", "text_a\n" + "the team won the match\n".repeat(5));
    TinyRecipe.Heard heard = new TinyRecipe.Heard();

    PetResult result = tiny.begin("out").execute(Progress.SILENT, heard);

    assertThat(heard.notes)
        .anySatisfy(
            note ->
                assertThat(note)
                    .startsWith("nothing is distilled: no text is labelled '")
                    .endsWith("more texts or other patterns may mend it"));
    assertThat(result.seeds().get(0).distilled()).isEmpty();
    assertThat(result.seeds().get(0).generations()).hasSize(1);
    assertThat(folder.resolve("out/table.txt")).exists();
    assertThat(folder.resolve("out/seed-13/distilled")).doesNotExist();
  }

  @Test
  void membersWithOtherData() {
    refuses(
        RecipeError.UNLIKE_MEMBERS,
        "recipe: was has other data than the first member; all train on and are scored on the same",
        "recipe.members.was.data={few_shot: {per_class: 3}}");
  }

  @Test
  void aMistakeInDemonstrationsOfASecondMember() {
    refuses(
        TaskError.NO_PLACE_TO_SHOW,
        "recipe: was: ",
        "recipe.members.was.demonstrations={per_label: 1}");
  }

  @Test
  void aTextThatATemplateAsksForAndTheUnlabelledTextsLack() {
    refuses(
        TemplateError.NO_FIELD,
        "data.unlabelled: ",
        "recipe.members.was.template='{\"placeholder\":\"text_b\"} It was {\"mask\"}.'");
  }

  @Test
  void softLabelsOfAnotherProgramWithoutVotes() throws IOException {
    tiny.run("out", "recipe.kind=ipet", "recipe.generations=2");
    Path out = folder.resolve("out/seed-13");
    Path labels = out.resolve("generation-1/soft-labels.jsonl");
    Files.writeString(labels, Files.readString(labels).replaceAll(",\"members\":\\{[^}]*\\}", ""));
    MoreFiles.deleteRecursively(out.resolve("generation-2"), RecursiveDeleteOption.ALLOW_INSECURE);

    refuses(
        () -> Pet.resume(folder.resolve("out")).execute(Progress.SILENT, Pet.Listener.SILENT),
        RecipeError.NO_VOTES,
        "does not tell what report-1 said; a next generation is drawn from what each member says");
  }
}
