package dev.cloze.plm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cloze.base.ClozeException;
import dev.cloze.base.ErrorCode;
import dev.cloze.nn.AttentionMask;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.nn.StackInput;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.weights.Safetensors;
import dev.cloze.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelConfigTest {
  private static final Path BERT = Path.of("src/test/resources/golden/plm/bert");
  private static final Path GPT2 = Path.of("src/test/resources/golden/plm/gpt2");

  @TempDir private Path folder;

  @Test
  void failsWhenTheFolderIsMissing() {
    assertFails(
        folder.resolve("nowhere"),
        ModelError.NO_CONFIG,
        "nowhere: no such folder; a model is a folder with config.json, model.safetensors and a"
            + " tokenizer");
  }

  @Test
  void failsWhenThereIsNoConfig() {
    assertFails(folder, ModelError.NO_CONFIG, ": no config.json in it; a model is a folder");
  }

  @Test
  void failsWhenTheConfigIsNotJson() throws IOException {
    write("{\n  \"model_type\": bert}".getBytes(StandardCharsets.UTF_8));

    assertFails(folder, ModelError.UNREADABLE_CONFIG, "config.json: line 2, column 2");
  }

  @Test
  void failsWhenTheConfigIsNotUtf8() throws IOException {
    write(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'});

    assertFails(
        folder, ModelError.UNREADABLE_CONFIG, "config.json:1: found bytes that are not UTF-8");
  }

  @Test
  void failsWhenTheConfigIsEmptyOrNoObject() throws IOException {
    write(new byte[0]);
    assertFails(folder, ModelError.UNREADABLE_CONFIG, "found nothing; a JSON object belongs there");

    write("[1]".getBytes(StandardCharsets.UTF_8));
    assertFails(folder, ModelError.UNREADABLE_CONFIG, "found ARRAY; a JSON object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"bert\"|\"xlnet\"|UNSUPPORTED_TYPE|model_type is 'xlnet'; supported: bert, roberta, gpt2",
        "\"gelu\"|\"mish\"|UNSUPPORTED_ACTIVATION|hidden_act is 'mish'; supported: gelu, gelu_new,",
        "\"num_attention_heads\": 4|\"num_attention_heads\": 5|BAD_FIELD|num_attention_heads is 5;"
            + " a divisor of hidden_size (48) belongs there",
        "\"hidden_size\": 48|\"hidden_size\": -48|BAD_FIELD|hidden_size is -48; a whole number"
            + " above 0",
        "\"hidden_size\": 48,||BAD_FIELD|hidden_size is missing; a whole number above 0",
        "\"num_hidden_layers\": 3|\"num_hidden_layers\": \"3\"|BAD_FIELD|num_hidden_layers is"
            + " \"3\"",
        "\"is_decoder\": false|\"is_decoder\": true|UNSUPPORTED_VARIANT|is_decoder is true;"
            + " supported is false",
        "\"is_decoder\": false|\"position_embedding_type\": \"relative_key\"|UNSUPPORTED_VARIANT|"
            + "position_embedding_type is relative_key; supported is absolute",
        "\"hidden_dropout_prob\": 0.1|\"hidden_dropout_prob\": 1.5|BAD_FIELD|hidden_dropout_prob is"
            + " 1.5",
        "\"layer_norm_eps\": 1e-12|\"layer_norm_eps\": 0|BAD_FIELD|layer_norm_eps is 0; a number"
            + " above 0",
      })
  void failsWhenAFieldMakesNoSense(String found, String planted, ModelError code, String message)
      throws IOException {
    change(BERT, found, planted == null ? "" : planted);

    assertFails(folder, code, "config.json: " + message);
  }

  @Test
  void failsWhenGpt2IsScaledInAnotherWay() throws IOException {
    change(
        GPT2,
        "\"scale_attn_by_inverse_layer_idx\": false",
        "\"scale_attn_by_inverse_layer_idx\": true");

    assertFails(folder, ModelError.UNSUPPORTED_VARIANT, "scale_attn_by_inverse_layer_idx is true");
  }

  @Test
  void leavesNothingOpenWhenLoadingFails() throws IOException {
    change(BERT, "\"num_hidden_layers\": 3", "\"num_hidden_layers\": 2");
    int before = Tensor.liveCount();

    assertThatThrownBy(() -> Architectures.load(folder, LoadOptions.defaults()))
        .isInstanceOf(ClozeException.class)
        .hasMessageContaining("bert.encoder.layer.2.");
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void failsWhenTheModelHasNoHead() throws IOException {
    Files.copy(BERT.resolve("config.json"), folder.resolve("config.json"));
    try (Safetensors file = Safetensors.open(BERT.resolve("model.safetensors"))) {
      Scope.run(
          () -> {
            Map<String, Tensor> encoder = new TreeMap<>();
            file.entries().keySet().stream()
                .filter(name -> name.startsWith("bert."))
                .forEach(name -> encoder.put(name, file.read(name, NumberFormat.F32)));
            SafetensorsWriter.write(
                folder.resolve("model.safetensors"), encoder, NumberFormat.F32, Map.of());
          });
    }

    assertFails(
        folder,
        ModelError.NO_HEAD,
        "model.safetensors: no language-model head (no tensor"
            + " 'cls.predictions.transform.dense.weight'); an encoder alone, such as a sentence"
            + " encoder, cannot fill a mask");
  }

  @Test
  void failsWhenATextIsLongerThanTheModel() {
    long[] ids = new long[129];
    Arrays.fill(ids, 7);
    long[] ones = new long[129];
    Arrays.fill(ones, 1);
    try (LanguageModel model = Architectures.load(BERT, LoadOptions.defaults())) {
      assertThatThrownBy(
              () ->
                  Scope.run(
                      () -> {
                        Pass pass = Pass.scoring(Plan.EMPTY, NumberFormat.F32);
                        model.encode(
                            pass,
                            new StackInput(
                                model.embed(pass, Tensor.of(ids, 1, ids.length)),
                                Tensor.zeros(NumberFormat.I64, 1, ids.length),
                                AttentionMask.of(1, ids.length, ones),
                                0));
                      }))
          .isInstanceOfSatisfying(
              ClozeException.class, e -> assertThat(e.code()).isEqualTo(ModelError.TOO_LONG))
          .hasMessage("a text of 129 tokens, soft rows counted; bert has positions for 128");
    }
  }

  @Test
  void readsTheOlderNamesOfNorms() throws IOException {
    Path older = OlderNames.copyOf(BERT, folder);

    try (LanguageModel model = Architectures.load(older, LoadOptions.defaults())) {
      assertThat(model.parameters().stream().flatMap(p -> p.sources().stream()).map(s -> s.path()))
          .contains("bert.embeddings.LayerNorm.gamma", "bert.embeddings.LayerNorm.beta");
    }
  }

  private void change(Path from, String found, String planted) throws IOException {
    String config = Files.readString(from.resolve("config.json"));
    assertThat(config).contains(found);
    write(config.replace(found, planted).getBytes(StandardCharsets.UTF_8));
    Files.copy(from.resolve("model.safetensors"), folder.resolve("model.safetensors"));
  }

  private void write(byte[] config) throws IOException {
    Files.write(folder.resolve("config.json"), config);
  }

  private static void assertFails(Path folder, ErrorCode code, String message) {
    assertThatThrownBy(() -> Architectures.load(folder, LoadOptions.defaults()))
        .isInstanceOfSatisfying(ClozeException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
