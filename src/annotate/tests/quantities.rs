//! Quantities as newsrooms write them, and beside each what only looks like it.

use super::{check_numbers, found};

#[test]
fn money_says_whose_it_is() {
    check_numbers(
        "C$40, A$50, US$60, HK$70 and $80",
        &["C$40 = 40 CAD", "A$50 = 50 AUD", "US$60 = 60 USD", "HK$70 = 70 HKD", "$80 = 80 $"],
    );
    check_numbers(
        "RM79, EUR50m, USD1,700 and $US2.5m",
        &["RM79 = 79 MYR", "EUR50m = 50000000 EUR", "USD1,700 = 1700 USD", "$US2.5m = 2500000 USD"],
    );
    check_numbers("oil at $75 U.S. a barrel", &["$75 U.S. = 75 USD barrel"]);
    check_numbers("paid $75 US troops refused", &["$75 = 75 $"]);
    check_numbers(
        "80 Canadian dollars, 20 EUR or 5€",
        &["80 Canadian dollars = 80 CAD", "20 EUR = 20 EUR", "5€ = 5 EUR"],
    );
    check_numbers("an A4 page, the R2D2 toy, an EU27 plan", &[]);
}

#[test]
fn hundredths_of_a_currency_are_told_as_such() {
    check_numbers(
        "84 cents, 50 pence, 20p",
        &["84 cents = 84 cents", "50 pence = 50 pence", "20p = 20 p"],
    );
    check_numbers("31 dollars and 12 cents", &["31 dollars and 12 cents = 31.12 $"]);
    check_numbers("a 1080p picture, a 4K screen", &[]);
}

#[test]
fn two_units_make_one_amount() {
    check_numbers("5 feet 3 inches tall", &["5 feet 3 inches = 5.25 foot"]);
    check_numbers("a 6-foot-3 guard", &["6-foot-3 = 6.25 foot"]);
    check_numbers("3 pounds, 8 ounces", &["3 pounds, 8 ounces = 3.5 pound"]);
    check_numbers("5 feet 30 inches", &["5 feet = 5 foot", "30 inches = 30 inch"]);
    check_numbers("2 miles and 3 pounds", &["2 miles = 2 mile", "3 pounds = 3 pound"]);
}

#[test]
fn m_is_millions_or_metres() {
    check_numbers("sales of 12m units", &["12m = 12000000 units"]);
    check_numbers("1.2m tonnes of ore", &["1.2m tonnes = 1200000 tonne"]);
    check_numbers("48m of its phones", &["48m = 48000000 phones"]);
    check_numbers("£3m, a 2m wave", &["£3m = 3000000 GBP", "2m = 2 metre"]);
    check_numbers("the 100m final and 400m hurdles", &["100m = 100 metre", "400m = 400 metre"]);
}

#[test]
fn parts_of_a_whole() {
    check_numbers("half a percentage point", &["half a percentage point = 0.5 percentage point"]);
    check_numbers(
        "a quarter of a percentage point",
        &["a quarter of a percentage point = 0.25 percentage point"],
    );
    check_numbers("half the harvest is lost", &["half = 0.5 harvest"]);
    check_numbers("a third fewer visitors", &["a third = 0.3333333333333 fewer"]);
    check_numbers("a quarter million ballots", &["a quarter million = 250000 ballots"]);
    check_numbers("one twenty-fifth", &["one twenty-fifth = 0.04"]);
    check_numbers(
        "nine tenths, twenty-one fifths",
        &["nine tenths = 0.9", "twenty-one fifths = 4.2"],
    );
    assert_eq!(found("in the past two quarters", &["number"]), Vec::<String>::new());
    check_numbers("the third man at a quarter to six", &["third = 3"]);
}

#[test]
fn proportions_of_two_numbers() {
    check_numbers("two out of three nurses", &["two out of three = 0.6666666666667 nurses"]);
    check_numbers("nearly nine in ten.", &["nearly nine in ten = 0.9 less"]);
    check_numbers("seven-in-10 of them", &["seven-in-10 = 0.7"]);
    check_numbers("won four in six days", &["four = 4", "six days = 6 days"]);
}

#[test]
fn words_count_to_the_last_digit() {
    check_numbers(
        "four quintillion three hundred quadrillion and one hundred twenty-three trillion",
        &[
            "four quintillion three hundred quadrillion and one hundred twenty-three trillion = 4300123000000000000",
        ],
    );
    check_numbers("a hundred trillionths", &["a hundred trillionths = 1e-10"]);
    check_numbers("a tenfold rise", &["tenfold = 10"]);
    check_numbers("12,34,567 rupees", &["12,34,567 rupees = 1234567 rupee"]);
    check_numbers("Rs 300 cr", &["Rs 300 cr = 3000000000 INR"]);
}

#[test]
fn ranges_state_both_ends() {
    check_numbers("between six to 11 boats", &["between six to 11 = [6,11] boats"]);
    check_numbers(
        "3km-5km",
        &["3km-5km = [3,5] kilometre", "3km = 3 kilometre", "5km = 5 kilometre"],
    );
    check_numbers(
        "from about 12 to nearly 18 votes",
        &["about 12 to nearly 18 = [12,18]", "about 12 = 12 approx", "nearly 18 = 18 votes less"],
    );
    check_numbers(
        "from -4°C to -9°C",
        &[
            "-4°C to -9°C = [-4,-9] degree Celsius",
            "-4°C = -4 degree Celsius",
            "-9°C = -9 degree Celsius",
        ],
    );
}

#[test]
fn a_gain_and_the_level_it_leads_to_are_no_range() {
    check_numbers(
        "rose by $2 million to $9 million",
        &["$2 million = 2000000 $ up", "$9 million = 9000000 $"],
    );
    check_numbers("fell 18 cents to $3.20", &["18 cents = 18 cents down", "$3.20 = 3.2 $"]);
    check_numbers("rose by 5 to 7 points", &["5 to 7 = [5,7] points up"]);
}

#[test]
fn gains_and_losses() {
    check_numbers("cut staff by 5 percent", &["5 percent = 5 percent down"]);
    check_numbers("lost 85 points, or 0.8%", &["85 = 85 points down", "0.8% = 0.8 percent down"]);
    check_numbers("Oil -1.3%", &["-1.3% = -1.3 percent down"]);
    check_numbers("it was -4°C", &["-4°C = -4 degree Celsius"]);
    check_numbers("added a 5 percent fee", &["5 percent = 5 percent"]);
}

#[test]
fn counted_nouns() {
    check_numbers("17 first-team players", &["17 = 17 first-team players"]);
    check_numbers("12 of the 48 seats", &["12 = 12 seats", "48 = 48 seats"]);
    check_numbers("two of Marsh's deputies", &["two = 2 deputies"]);
    check_numbers("45 local fishermen", &["45 = 45 local fishermen"]);
    check_numbers("30 Mazda and Honda vans", &["30 = 30 Mazda and Honda vans"]);
    check_numbers("284 injured, 12 dead soldiers", &["284 = 284 injured", "12 = 12 dead soldiers"]);
    check_numbers("stood at 73 while hopes rose", &["73 = 73"]);
}

#[test]
fn rates() {
    check_numbers("$30,000-a-year jobs", &["$30,000 = 30000 $ year"]);
    check_numbers("spins 700 times a minute", &["700 = 700 times minute"]);
    check_numbers("$95 per sq m", &["$95 = 95 $ sq m"]);
    check_numbers(
        "120 cases per 100,000 people",
        &["120 = 120 cases 100,000 people", "100,000 = 100000 people"],
    );
    check_numbers("up from $6 a year earlier", &["$6 = 6 $"]);
}

#[test]
fn ages_beside_names() {
    check_numbers("Maria Lopez, 34, and her son left.", &["34 = 34 years"]);
    check_numbers(
        "a boy aged 10 and men aged 19 to 33",
        &["10 = 10 years", "19 to 33 = [19,33] years"],
    );
    check_numbers("at the age of 21", &["21 = 21 years"]);
    check_numbers("At 61, she retired.", &["61 = 61 years"]);
    check_numbers("In Leeds, 34 people left.", &["34 = 34 people"]);
    check_numbers("the then-31-year-old", &["31-year-old = 31 years"]);
}

#[test]
fn numbers_that_share_a_unit() {
    check_numbers("five- and 10-mile runs", &["five = 5 mile", "10-mile = 10 mile"]);
}

#[test]
fn hedges_stack_and_stretch() {
    check_numbers("as high as roughly 400", &["as high as roughly 400 = 400 at_most"]);
    check_numbers("north of 200 homes", &["north of 200 = 200 homes more"]);
    check_numbers("20 miles north of 14 farms", &["20 miles = 20 mile", "14 = 14 farms"]);
    check_numbers("fares topping $200", &["topping $200 = 200 $ more"]);
    check_numbers(
        "twenty-odd goats, 65 and over",
        &["twenty-odd = 20 goats approx", "65 and over = 65 at_least"],
    );
}

#[test]
fn names_and_labels_count_nothing() {
    for text in [
        "a category 4 storm in phase 3 trials",
        "type 2 diabetes and stage 4 cancer",
        "He moved to phase two of the plan.",
        "Stations show Channel 4 and Formula One.",
        "She lives at 10 Elm Street, near 221B Baker Street.",
        "Call 020 7946 0958 or +44 20 7946 0958.",
        "Those who 1) came late and 2) left early.",
        "its new 787 Dreamliner and a 737 jet",
        "a 2003 NCAA title",
        "Reports on 2018 election meddling spread.",
        "the class of '82",
        "the state's top-two primary",
        "striker Ines Costa (9) scored",
        "He built Nafta 2.0 with them.",
        "the G7, the M25, a C-130, an AK-47, MI6",
        "The Dax fell; so did the Nikkei 225 and the S&P 500.",
    ] {
        check_numbers(text, &[]);
    }
}

#[test]
fn what_counts_beside_a_label_is_still_read() {
    check_numbers("In game 6 of the series 6 players were hurt.", &["6 = 6 players"]);
    check_numbers("page 3 has 4 errors", &["4 = 4 errors"]);
    check_numbers("On its first day 412 people came.", &["first = 1", "412 = 412 people"]);
    check_numbers("the 435 House members", &["435 = 435 House members"]);
    check_numbers("10 Downing officials", &["10 = 10 Downing officials"]);
    check_numbers("minus-1.4 degrees", &["minus-1.4 degrees = -1.4 degree"]);
    check_numbers("Ford sold 640,000 F-Series trucks", &["640,000 = 640000 F-Series"]);
}

#[test]
fn a_length_of_time_counts_once() {
    let all = found("in the last three months", &["quantity"]);
    assert_eq!(all, ["three months = 3 months"]);
}
