package dev.cloze.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.primitives.ImmutableLongArray;
import dev.cloze.base.ClozeException;
import dev.cloze.nn.AttentionMask;
import dev.cloze.nn.Intervention;
import dev.cloze.nn.Parameter;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.nn.Site;
import dev.cloze.nn.StackInput;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.LoadOptions;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import dev.cloze.weights.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model's folder with recorded inputs and outputs: hidden states, logits, loss, gradients, and
 * logits with rows put in front of the embeddings.
 */
final class ModelFixture implements Fixture {
  private static final Pattern TARGET = Pattern.compile("\\[\\.\\.\\., (\\d+)]");

  @Override
  public boolean recognises(Path folder) {
    return Files.isRegularFile(folder.resolve("expected.safetensors"));
  }

  @Override
  public boolean agrees(Path folder, Consumer<String> lines) {
    JsonNode expected = RecordedValue.read(folder.resolve("expected.json")).json();
    try (Safetensors recorded = Safetensors.open(folder.resolve("expected.safetensors"));
        LanguageModel model = Architectures.load(folder, LoadOptions.trained(NumberFormat.F32))) {
      Comparison comparison = new Run(model, recorded, expected).compare();
      for (Comparison.Difference difference : comparison.differences()) {
        lines.accept(
            String.format(
                Locale.ROOT,
                "%-60s %.1e of %.0e%s",
                difference.tensor(),
                difference.difference(),
                difference.tolerance(),
                difference.within() ? "" : "  differs"));
      }
      if (expected.hasNonNull("generation")) {
        lines.accept("not compared: generation");
      }
      lines.accept(comparison.line());
      return comparison.agrees();
    }
  }

  private static final class Run {
    private final LanguageModel model;
    private final Safetensors recorded;
    private final JsonNode expected;
    private final Comparison comparison = new Comparison();
    private final AttentionMask mask;

    Run(LanguageModel model, Safetensors recorded, JsonNode expected) {
      this.model = model;
      this.recorded = recorded;
      this.expected = expected;
      ImmutableLongArray shape = entry("attention_mask").shape();
      if (shape.length() != 2) {
        throw bad("attention_mask", "has " + shape.length() + " axes; it is [examples, tokens]");
      }
      ImmutableLongArray ones = longs("attention_mask");
      this.mask = new AttentionMask((int) shape.get(0), (int) shape.get(1), ones);
    }

    Comparison compare() {
      Scope.run(this::compareOutputsAndGradients);
      if (recorded.entries().containsKey("prefix_embeds")) {
        Scope.run(this::comparePrefix);
      }
      return comparison;
    }

    private void compareOutputsAndGradients() {
      Pass pass = Pass.scoring(Plan.EMPTY, NumberFormat.F32).keepingHiddenStates();
      Tensor loss =
          Gradients.recording(
              () -> {
                Tensor logits = logits(pass, input(pass, mask, mask.batch()));
                compareOutputs(pass, logits);
                return loss(logits);
              });
      comparison.add("loss", loss.toFloats(), floats("loss"), Comparison.OUTPUTS);
      ImmutableList<Parameter> parameters = model.parameters();
      ImmutableList<Tensor> gradients =
          Gradients.of(loss, parameters.stream().map(Parameter::tensor).toList());
      for (int i = 0; i < parameters.size(); i++) {
        parameters.get(i).bySource(gradients.get(i)).forEach(this::compareGradient);
      }
    }

    private void compareOutputs(Pass pass, Tensor logits) {
      for (int i = 0; i < pass.hiddenStates().size(); i++) {
        compareRows("hidden_" + i, pass.hiddenStates().get(i), mask);
      }
      compareRows("logits", logits, mask);
    }

    /** The recorded loss: the mean over tokens of the negative log-probability of one token. */
    private Tensor loss(Tensor logits) {
      Matcher target = TARGET.matcher(expected.path("loss_definition").asText());
      if (!target.find()) {
        throw new ClozeException(
            FixtureError.BAD_FIXTURE,
            "%s: loss_definition does not name a token as [..., 7]",
            recorded.file());
      }
      long token = Long.parseLong(target.group(1));
      long[] targets = mask.ones().stream().map(one -> one == 1 ? token : Losses.IGNORED).toArray();
      Tensor flat = Shapes.reshape(logits, -1, logits.size(-1)); // [B·T,V]
      return Losses.crossEntropy(flat, Tensor.of(targets, targets.length), ImmutableList.of(), 0);
    }

    private void compareGradient(String name, Tensor gradient) {
      JsonNode norm = expected.path("gradient_norms").path(name);
      if (!norm.isNumber()) {
        throw new ClozeException(
            FixtureError.BAD_FIXTURE, "%s: no gradient norm of %s", recorded.file(), name);
      }
      comparison.add(
          "gradient " + name,
          Gradients.norm(ImmutableList.of(gradient)).toFloats(),
          new float[] {norm.floatValue()},
          Comparison.GRADIENTS);
      if (isTokenTable(name)) {
        comparison.add(
            "grad_embedding", gradient.toFloats(), floats("grad_embedding"), Comparison.GRADIENTS);
      }
    }

    private boolean isTokenTable(String parameter) {
      return model.sites().stream()
          .anyMatch(
              site ->
                  site instanceof Site.Embedding embedding
                      && embedding.table() == Site.Table.TOKENS
                      && parameter.equals(embedding.path() + ".weight"));
    }

    /** Rows in front come in through the site that prompt tuning uses. */
    private void comparePrefix() {
      Tensor rows = recorded.read("prefix_embeds", NumberFormat.F32); // [2,R,H]
      int batch = (int) rows.size(0);
      if (batch > mask.batch()) {
        throw bad("prefix_embeds", "has more examples than attention_mask");
      }
      AttentionMask first =
          new AttentionMask(batch, mask.length(), mask.ones().subArray(0, batch * mask.length()));
      Intervention.OnInput prefix = (site, input, pass) -> input.withLeading(rows);
      Site input =
          model.sites().stream().filter(Site.Input.class::isInstance).findFirst().orElseThrow();
      Pass pass = Pass.scoring(Plan.of(ImmutableMap.of(input, prefix)), NumberFormat.F32);
      compareRows(
          "logits_with_prefix",
          logits(pass, input(pass, first, batch)),
          first.withLeading((int) rows.size(1)));
    }

    private StackInput input(Pass pass, AttentionMask shown, int batch) {
      Tensor ids = integers("input_ids", batch);
      Tensor types =
          recorded.entries().containsKey("token_type_ids")
              ? integers("token_type_ids", batch)
              : Tensor.zeros(NumberFormat.I64, batch, mask.length());
      return new StackInput(model.embed(pass, ids), types, shown, 0);
    }

    private Tensor logits(Pass pass, StackInput input) {
      Tensor hidden = model.encode(pass, input); // [B,T,H]
      Tensor flat = Shapes.reshape(hidden, -1, hidden.size(2)); // [B·T,H]
      return Shapes.reshape(
          model.logits(pass, flat), hidden.size(0), hidden.size(1), model.shape().vocabulary());
    }

    private void compareRows(String name, Tensor ours, AttentionMask shown) {
      comparison.add(
          name,
          ours.toFloats(),
          floats(name),
          (int) ours.size(-1),
          row -> shown.ones().get(row) == 1,
          Comparison.OUTPUTS);
    }

    private Tensor integers(String name, int batch) {
      ImmutableLongArray values = longs(name);
      if (values.length() != mask.ones().length()) {
        throw bad(name, "is not of the shape of attention_mask");
      }
      return Tensor.of(values.subArray(0, batch * mask.length()).toArray(), batch, mask.length());
    }

    private Safetensors.Entry entry(String name) {
      Safetensors.Entry entry = recorded.entries().get(name);
      if (entry == null) {
        throw bad(name, "is not in it; record it as docs/verify.md shows");
      }
      return entry;
    }

    private ClozeException bad(String name, String what) {
      return new ClozeException(FixtureError.BAD_FIXTURE, "%s: %s %s", recorded.file(), name, what);
    }

    private ImmutableLongArray longs(String name) {
      return Scope.get(() -> recorded.read(entry(name).name(), NumberFormat.I64).toLongs());
    }

    private float[] floats(String name) {
      return Scope.get(() -> recorded.read(entry(name).name(), NumberFormat.F32).toFloats());
    }
  }
}
