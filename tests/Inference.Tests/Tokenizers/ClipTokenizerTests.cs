using System.Diagnostics;
using Inference.Tokenizers;

namespace Inference.Tests.Tokenizers;

public sealed class ClipTokenizerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private ClipTokenizer Tokenizer(string map = "{}")
    {
        _folder.Write("vocab.json", """{"a":0,"b":1,"a</w>":2,"b</w>":3,"aa":4,"aaaa":5,"!":6,"!</w>":7,"ab</w>":8,"<|startoftext|>":9,"<|endoftext|>":10}""");
        _folder.Write("merges.txt", "#version: 0.2\na a\naa aa\na b</w>\n");
        _folder.Write("special_tokens_map.json", map);
        return ClipTokenizer.Load(_folder.Path);
    }

    [Fact]
    public void The_lowest_rank_is_merged_first_and_leftmost() =>
        Assert.Equal([9, 5, 4, 8, 10], Tokenizer().Encode("AAAAAAAB"));

    [Fact]
    public void Text_is_padded_to_the_length_and_cut_before_the_end()
    {
        Assert.Equal([9, 2, 10, 10, 10], Tokenizer().Encode("a", 5));
        Assert.Equal([9, 2, 3, 10], Tokenizer().Encode("a b a b a b", 4));
    }

    [Fact]
    public void A_tokenizer_set_to_shorter_texts_cuts_them_and_the_model_gets_all_its_positions()
    {
        _folder.Write("tokenizer_config.json", """{"model_max_length":4}""");
        Assert.Equal([9, 2, 3, 10, 10, 10], Tokenizer().EncodeForModel("a b a b a b", 6));
        Assert.Equal([9, 2, 10], Tokenizer().EncodeForModel("a b a b a b", 3));
    }

    [Fact]
    public void Special_tokens_in_the_text_are_themselves() =>
        Assert.Equal([9, 2, 10, 3, 9, 10], Tokenizer().Encode("a<|endoftext|>b <|startoftext|>"));

    [Fact]
    public void The_special_tokens_map_decides_on_padding_and_makes_its_token_special()
    {
        var tokenizer = Tokenizer("""{"pad_token":"!","eos_token":{"content":"<|endoftext|>"}}""");
        Assert.Equal([9, 2, 6, 10, 6], tokenizer.Encode("a!", 5));
    }

    [Fact]
    public void An_unknown_character_is_the_end_token() => Assert.Equal([9, 10, 10], Tokenizer().Encode("c"));

    [Fact]
    public void One_word_of_a_hundred_thousand_letters_takes_no_quadratic_time()
    {
        var watch = Stopwatch.StartNew();
        Assert.Equal(25_002, Tokenizer().Encode(new string('a', 100_003)).Length - 2);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
    }

    [Fact]
    public void Damaged_folders_say_what_is_wrong()
    {
        var tokenizer = Tokenizer();
        Assert.Equal(77, tokenizer.ModelMaxLength);
        _folder.Write("merges.txt", "a z\n");
        Assert.Contains("merges.txt: the merge 'a z'", Assert.Throws<TokenizerException>(() => ClipTokenizer.Load(_folder.Path)).Message);
        _folder.Write("vocab.json", "{");
        Assert.Contains("vocab.json: is not JSON", Assert.Throws<TokenizerException>(() => ClipTokenizer.Load(_folder.Path)).Message);
    }
}
