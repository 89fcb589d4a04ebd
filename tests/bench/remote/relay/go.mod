module herald.test/relay

go 1.22
